// `cad fix` without a screen, with the tiny model: where an edit goes, whatever the edit is.

import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { expect, test } from 'vitest';
import { type TestRepository, temporaryRepository } from '../git/repository.js';
import { cad, type Ran, TINY_MODEL } from './cad.js';
import { editingOptions, INSTRUCTION } from './seed.js';

const FILES = { 'src/a.ts': 'let a = 1;\nlet b = 2;\n', 'b.ts': 'let c = 3;\n' };
/** A budget that is spent before anything is written. */
const ABSTAINING = ['--model', TINY_MODEL, '--max-tokens', '1'];

async function edited(
  destination: string[],
  { path = 'src/a.ts', prepare = (_: TestRepository) => {}, env = {} as NodeJS.ProcessEnv } = {},
): Promise<{ repository: TestRepository; run: Ran }> {
  const repository = temporaryRepository(FILES);
  const options = await editingOptions(repository.top, path);
  prepare(repository);
  const args = ['fix', path, INSTRUCTION, ...options, ...destination];
  return { repository, run: await cad(args, { cwd: repository.top, env }) };
}

test('without options a patch goes to standard output, and git applies it', async () => {
  const { repository, run } = await edited([]);
  expect(run).toMatchObject({ status: 0, stderr: '' });
  expect(repository.git('status', '--porcelain')).toBe('');
  for (const cwd of [repository.top, repository.path('src')]) {
    const input = Buffer.from(run.stdout, 'latin1');
    execFileSync('git', ['apply', '--check', '-'], { cwd, input });
    execFileSync('git', ['apply', '-'], { cwd, input });
    expect(repository.git('status', '--porcelain')).toBe(' M src/a.ts\n');
    repository.git('checkout', '--', '.');
  }
});

test('neither FORCE_COLOR nor a repository that asks for colour spoils a patch', async () => {
  const prepare = (repository: TestRepository) => repository.write('.cadrc', 'color: always');
  const { repository, run } = await edited([], { prepare, env: { FORCE_COLOR: '3' } });
  const input = Buffer.from(run.stdout, 'latin1');
  execFileSync('git', ['apply', '--check', '-'], { cwd: repository.top, input });
});

test('--write, --patch and -o make the same edit', async () => {
  const { repository, run } = await edited(['--write']);
  expect(run).toMatchObject({ stdout: '', status: 0 });
  expect(run.stderr).toMatch(/^Wrote `src\/a\.ts` \(\+\d+ -\d+\)\.\n$/);
  const written = repository.read('src/a.ts');
  expect(written).not.toBe(FILES['src/a.ts']);

  const printed = await edited(['--patch']);
  const saved = await edited(['-o', 'x.patch']);
  expect(saved.run).toMatchObject({ stdout: '', status: 0 });
  expect(saved.repository.read('x.patch')).toBe(
    Buffer.from(printed.run.stdout, 'latin1').toString(),
  );
  saved.repository.git('apply', 'x.patch');
  expect(saved.repository.read('src/a.ts')).toBe(written);
});

test('-o does not replace a file without --force', async () => {
  const prepare = (repository: TestRepository) => repository.write('x.patch', 'mine');
  const { repository, run } = await edited(['-o', 'x.patch'], { prepare });
  expect(run.status).toBe(3);
  expect(run.stderr).toContain(
    '`x.patch` exists already.\nHint: Name another file, or use `--force`',
  );
  expect(repository.read('x.patch')).toBe('mine');
  const forced = await edited(['-o', 'x.patch', '--force'], { prepare });
  expect(forced.run.status).toBe(0);
  expect(forced.repository.read('x.patch')).toMatch(/^diff --git/);
});

test('--stage changes index and worktree', async () => {
  const { repository, run } = await edited(['--stage']);
  expect(run.stderr).toMatch(/^Staged `src\/a\.ts`/);
  expect(repository.git('status', '--porcelain')).toBe('M  src/a.ts\n');
});

test('--commit commits the edit alone, with a trailer', async () => {
  const prepare = (repository: TestRepository) => repository.write('b.ts', 'let mine;\n');
  const { repository, run } = await edited(['--commit', '-m', 'Fix a'], { prepare });
  expect(run.stderr).toMatch(/^Committed [0-9a-f]{10}: `src\/a\.ts` \(\+\d+ -\d+\)\.\n$/);
  const message = repository.git('log', '-1', '--format=%B');
  expect(message).toMatch(/^Fix a\n\nAssisted-by: cad \d+\.\d+\.\d+ \(tiny\)\n/);
  expect(repository.git('show', '--format=', '--name-only', 'HEAD')).toBe('src/a.ts\n');
  expect(repository.git('status', '--porcelain')).toBe(' M b.ts\n');
});

test('the instruction is the message when -m gives none, and the trailer can be off', async () => {
  const prepare = (repository: TestRepository) => repository.write('.cadrc', 'trailer: false');
  const { repository } = await edited(['--commit'], { prepare });
  expect(repository.git('log', '-1', '--format=%B').trim()).toBe(`cad: ${INSTRUCTION}`);
});

test('--dry-run prints the diff and changes nothing', async () => {
  const { repository, run } = await edited(['--dry-run']);
  expect(run.status).toBe(0);
  expect(run.stdout).toMatch(/^diff --git a\/src\/a\.ts b\/src\/a\.ts\n/);
  expect(repository.git('status', '--porcelain')).toBe('');
});

test('--color always paints what is printed', async () => {
  const { run } = await edited(['--dry-run', '--color', 'always']);
  expect(run.stdout.startsWith('\u001b[1mdiff --git')).toBe(true);
});

test('--json prints events, then the outcome with program and patch', async () => {
  const { repository, run } = await edited(['--json', '--write']);
  const lines = run.stdout
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line));
  expect(lines.slice(0, 2)).toMatchObject([
    { type: 'loaded', path: 'src/a.ts' },
    { type: 'prompt', path: 'src/a.ts' },
  ]);
  expect(lines.at(-1)).toMatchObject({
    type: 'outcome',
    status: 0,
    outcome: { kind: 'written', extent: { paths: ['src/a.ts'] } },
    files: [
      { path: 'src/a.ts', program: expect.anything(), stats: { nPrompt: expect.any(Number) } },
    ],
    patch: expect.anything(),
  });
  expect(repository.git('status', '--porcelain')).toBe(' M src/a.ts\n');
});

test('--stats counts from the start of the process, on standard error', async () => {
  const { run } = await edited(['--stats']);
  expect(run.stderr).toMatch(
    /^src\/a\.ts\n {2}load .* ms\n {2}prompt .* tokens, lines 1-\d+\n {2}decode .*/,
  );
  expect(run.stderr).toMatch(/\ntotal +\d+ ms {2}from the start of the process\n$/);
});

test('--prompt-cache spares the next process what this one read of the file', async () => {
  const { repository, run } = await edited(['--write', '--stats', '--prompt-cache', '10']);
  expect(run.stderr).not.toContain('read before');
  repository.git('checkout', '--', '.');
  const options = await editingOptions(repository.top, 'src/a.ts');
  const args = ['fix', 'src/a.ts', 'again', ...options, '--stats'];
  const second = await cad(args, { cwd: repository.top, env: { CAD_PROMPT_CACHE: '10' } });
  expect(second.stderr).toMatch(/ prompt .* tokens, \d+ of them read before, lines/);
});

test('paths from standard input, and an instruction in a file, work the same', async () => {
  const repository = temporaryRepository({ ...FILES, 'todo.txt': INSTRUCTION });
  const options = await editingOptions(repository.top, 'b.ts');
  const args = ['fix', '-z', '--instruction-file', 'todo.txt', '--write', ...options];
  const run = await cad(args, { cwd: repository.top, input: 'b.ts\0' });
  expect(run.stderr).toMatch(/^Wrote `b\.ts`/);
});

test('several files change together', async () => {
  const repository = temporaryRepository(FILES);
  const options = await editingOptions(repository.top, 'src/a.ts', 'b.ts');
  const args = ['fix', 'src/a.ts', 'b.ts', INSTRUCTION, '--write', ...options];
  const run = await cad(args, { cwd: repository.top });
  expect(run.stderr).toMatch(/^Wrote 2 files/);
  expect(repository.git('status', '--porcelain')).toBe(' M b.ts\n M src/a.ts\n');
});

test('--from takes reports as instructions, and lists what is left', async () => {
  const repository = temporaryRepository(FILES);
  const run = (input: string, ...options: string[]) =>
    cad(['fix', '--from', '-', ...ABSTAINING, ...options], { cwd: repository.top, input });
  const stale = await run('b.ts:99:1: z\n', '--write');
  expect(stale).toMatchObject({ status: 3, stdout: '' });
  expect(stale.stderr).toContain('A report is about line 99 of `b.ts`');
  expect(await run('nowhere.ts:1:1: x\n')).toMatchObject({
    ...{ status: 0, stdout: '' },
    stderr: 'Nothing to change: no report is about a file here.\n',
  });
  repository.write('.gitignore', 'made.ts\n');
  repository.write('made.ts', 'let x = 1;\n');
  expect((await run('made.ts:1:1: x\n', '--write')).stderr).toBe(
    'Passed over: `made.ts` is ignored by Git.\n' +
      'Nothing to change: no report is about a file here.\n',
  );
  const named = await cad(['fix', '--from', '-', ...ABSTAINING, 'made.ts'], {
    ...{ cwd: repository.top, input: 'made.ts:1:1: x\n' },
  });
  expect(named.status).toBe(3);
  const left = await run('b.ts:1: y\nsrc/a.ts:1: z', '--json');
  const { files } = JSON.parse(left.stdout.trim().split('\n').at(-1)!);
  expect(files).toMatchObject([{ left: [{ instruction: 'b.ts:1: y' }] }, { path: 'src/a.ts' }]);
  expect(left.stderr).toMatch(
    /^Left in `b\.ts`: b\.ts:1: y: .+\.\nLeft in .+\.\nNothing was changed\.\n$/,
  );
  expect(left.status).toBe(1);
});

test('an unfinished edit is not applied: status 1, nothing on standard output', async () => {
  const repository = temporaryRepository(FILES);
  const before = repository.snapshot();
  for (const destination of [[], ['--write'], ['--commit'], ['--stage'], ['-o', 'x.patch']]) {
    const args = ['fix', 'src/a.ts', 'b.ts', INSTRUCTION, ...ABSTAINING, ...destination];
    const run = await cad(args, { cwd: repository.top });
    expect(run).toMatchObject({ stdout: '', status: 1 });
    expect(run.stderr).toMatch(
      /^No edit of `src\/a\.ts`: .+\.\nNo edit of `b\.ts`: .+\.\nHint: .+\n$/,
    );
  }
  expect(repository.snapshot()).toBe(before);
  expect(existsSync(repository.path('x.patch'))).toBe(false);
});
