import { execFileSync } from 'node:child_process';
import {
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test, vi } from 'vitest';
import { diff } from '../../../src/apply/diff.js';
import { oracle } from '../../../src/apply/oracle.js';
import { type CheckOptions, checked } from '../../../src/cli/check/check.js';
import { newStats } from '../../../src/decode/stats.js';
import { InterruptError, UsageError } from '../../../src/errors.js';
import { withCheckCopy } from '../../../src/git/check-copy.js';
import { Repository } from '../../../src/git/repo.js';
import { Source } from '../../../src/grammar/source.js';
import type { ProposedFile } from '../../../src/propose.js';
import { temporaryFolder, temporaryRepository } from '../../git/repository.js';

/** Twenty lines, and a change in the second and in the nineteenth. */
const LINES = Array.from({ length: 20 }, (_, n) => `line ${n}\n`);
const before = Source.of(LINES.join(''));

function proposed(path: string, second: string, later: string): ProposedFile {
  const after = Source.of(LINES.with(1, second).with(18, later).join(''));
  const hunks = diff(before, after);
  const edit = { program: oracle(before, after), after, hunks, hunkConfidence: [0.7, 0.9] };
  return { path, before, ...edit, alternatives: [], stats: newStats('lossless') };
}

const files = { 'a.txt': LINES.join(''), 'b.txt': LINES.join(''), '.gitignore': 'deps\n' };

/** Checks on a copy of the repository's worktree. */
function checkedIn(
  repository: Repository,
  proposal: ProposedFile[],
  options: Omit<CheckOptions, 'copy' | 'mustMend'> & Partial<CheckOptions>,
) {
  const paths = proposal.map(({ path }) => path);
  return withCheckCopy(repository, paths, options.signal, (copy) =>
    checked(proposal, { mustMend: false, ...options, copy }),
  );
}

async function check(
  proposal: ProposedFile[],
  command: string,
  options: Partial<CheckOptions> = {},
) {
  const made = temporaryRepository(files);
  mkdirSync(made.path('deps'));
  made.write('deps/words', 'x');
  symlinkSync('a.txt', made.path('link'));
  const snapshot = made.snapshot();
  const repository = await Repository.find(made.top);
  const result = await checkedIn(repository, proposal, { command, ...options });
  expect(made.snapshot()).toBe(snapshot);
  return result;
}

const textOf = ({ after }: ProposedFile) => Buffer.from(after.bytes).toString();
const copies = () => readdirSync(tmpdir()).filter((name) => name.startsWith('cad-check-'));

const POLL = { timeout: 20_000 };

/** Reports each line that holds `word`. */
const grep = (word: string) => `grep -n ${word} a.txt b.txt | sed 's/[^:]*$/ &/'; true`;

test('hunks that bring a new problem are refused', async () => {
  const proposal = [proposed('a.txt', 'BAD\n', 'good\n'), proposed('b.txt', 'good\n', 'good\n')];
  const [a, b] = await check(proposal, grep('BAD'));
  expect(textOf(a!)).toBe(LINES.with(18, 'good\n').join(''));
  expect(a).toMatchObject({ nRefused: 1, hunkConfidence: [0.9], hunks: [{}] });
  expect(a!.program).toEqual(oracle(before, a!.after));
  expect(b).toEqual(proposal[1]);
});

test('hunks that must mend are refused where they mend nothing', async () => {
  const proposal = [proposed('a.txt', 'good\n', ''), proposed('b.txt', 'good\n', 'line 18\n')];
  const [a, b] = await check(proposal, grep('"line 18"'), { mustMend: true });
  expect(textOf(a!)).toBe(LINES.with(18, '').join(''));
  expect(a).toMatchObject({ nRefused: 1 });
  expect(b).toMatchObject({ nRefused: 1, hunks: [] });
  expect(b!.abstained).toBeUndefined();
});

test('where all are refused, the files count as abstained', async () => {
  const [a] = await check([proposed('a.txt', 'BAD\n', 'BAD\n')], grep('BAD'));
  expect(a).toMatchObject({ nRefused: 2, hunks: [], abstained: { kind: 'refused' } });
});

test('a command that only fails has one problem', async () => {
  const proposal = [proposed('a.txt', 'good\n', 'BAD\n')];
  const [a] = await check(proposal, '! grep -q BAD a.txt');
  expect(textOf(a!)).toBe(LINES.with(1, 'good\n').join(''));
});

test('the copy holds links and what Git ignores', async () => {
  const proposal = [proposed('a.txt', 'good\n', 'good\n')];
  const [a] = await check(
    proposal,
    'test -L link && test -f deps/words && grep -q "line 1\\|good" link',
  );
  expect(a).toEqual(proposal[0]);
});

test('an ignored file whose name is no UTF-8 is not in the copy', async () => {
  const made = temporaryRepository(files);
  const name = Buffer.concat([Buffer.from(made.path('deps/')), Buffer.from([0xff])]);
  made.write('.gitignore', 'deps/*\n');
  made.write('deps/.keep', '');
  made.git('add', '--force', 'deps/.keep');
  writeFileSync(name, 'x');
  const repository = await Repository.find(made.top);
  const proposal = [proposed('a.txt', 'good\n', 'good\n')];
  expect(await checkedIn(repository, proposal, { command: 'test -f a.txt' })).toEqual(proposal);
});

test('the copy is gone, and the command too, when the run is stopped', async () => {
  const copied = copies();
  const controller = new AbortController();
  const pid = join(temporaryFolder(), 'pid');
  const command = `sleep 60 & echo $! > ${pid}; wait`;
  const run = check([proposed('a.txt', 'x\n', 'y\n')], command, { signal: controller.signal });
  const said = () => (existsSync(pid) ? readFileSync(pid, 'utf8') : '');
  await expect.poll(said, POLL).toMatch(/\d\n/);
  controller.abort(new InterruptError());
  await expect(run).rejects.toThrow(InterruptError);
  expect(copies()).toEqual(copied);
  await expect.poll(() => existsSync(`/proc/${said().trim()}/exe`), POLL).toBe(false);
});

test('a process that the command leaves behind is not waited for', async () => {
  const proposal = [proposed('a.txt', 'good\n', 'good\n')];
  const startMs = performance.now();
  await check(proposal, 'setsid sleep 20 & true');
  expect(performance.now() - startMs).toBeLessThan(15_000);
});

test('a file that Git ignores is written in the copy alone', async () => {
  const made = temporaryRepository(files);
  made.write('deps/in/c.txt', LINES.join(''));
  made.write('deps/in/d.txt', 'd');
  const repository = await Repository.find(made.top);
  const proposal = [proposed('deps/in/c.txt', 'BAD\n', 'good\n')];
  const command = 'test -L deps/in/d.txt && ! grep -q BAD deps/in/c.txt';
  const [c] = await checkedIn(repository, proposal, { command });
  expect(textOf(c!)).toBe(LINES.with(18, 'good\n').join(''));
  expect(readFileSync(made.path('deps/in/c.txt'), 'utf8')).toBe(LINES.join(''));
});

test('odd worktrees have a copy: links for folders, repositories inside, conflicts', async () => {
  const made = temporaryRepository({ ...files, 'sub/e.txt': 'e\n' });
  made.git('branch', 'other');
  made.commit({ 'b.txt': '1\n' });
  made.git('checkout', '-q', 'other');
  made.commit({ 'b.txt': '2\n' });
  expect(() => made.git('merge', 'main')).toThrow();
  made.write('inner/f.txt', 'f');
  execFileSync('git', ['init', '-q', made.path('inner')]);
  rmSync(made.path('sub'), { recursive: true });
  symlinkSync('inner', made.path('sub'));
  const repository = await Repository.find(made.top);
  const command = 'test -L sub && test -f inner/f.txt && grep -q "<<<" b.txt && test -f a.txt';
  const proposal = [proposed('a.txt', 'good\n', 'good\n')];
  expect(await checkedIn(repository, proposal, { command })).toEqual(proposal);
});

test('a folder for temporary files that is not there is status 3', async () => {
  const repository = await Repository.find(temporaryRepository(files).top);
  vi.stubEnv('TMPDIR', '/nonexistent');
  const proposal = [proposed('a.txt', 'x\n', 'y\n')];
  const run = checkedIn(repository, proposal, { command: 'true' }).finally(() =>
    vi.unstubAllEnvs(),
  );
  await expect(run).rejects.toMatchObject({ exitStatus: 3 });
});

test('a command that cannot be run is refused', async () => {
  const run = check([proposed('a.txt', 'x\n', 'y\n')], 'no-such-command');
  await expect(run).rejects.toThrow(UsageError);
  await expect(run).rejects.toThrow('The check `no-such-command` cannot be run.');
});

test('nothing is run where there is no hunk', async () => {
  const mark = join(temporaryFolder(), 'mark');
  const file = { ...proposed('a.txt', 'x\n', 'y\n'), hunks: [] };
  expect(await check([file], `touch ${mark}`)).toEqual([file]);
  expect(existsSync(mark)).toBe(false);
});
