import { expect, test } from 'vitest';
import { deliver } from '../../src/cli/deliver.js';
import { extentOfEdits } from '../../src/cli/edits.js';
import { type TestRepository, temporaryRepository } from '../git/repository.js';
import { cad } from './cad.js';

const LINES = Array.from({ length: 30 }, (_, n) => `let v${n} = ${n};\n`);

/** A commit that edits line 3 of `a.ts`, and the file as it is then. */
async function committed() {
  const repository = temporaryRepository({ 'a.ts': LINES.join('') });
  const edits = [await repository.edit('a.ts', 'let v2 = 2;', 'const v2 = 2;')];
  const facts = { cad: '1.0.0', instruction: 'use const', model: 'tiny' };
  const destination = { to: 'commit', message: 'edit' } as const;
  await deliver(edits, extentOfEdits(edits), destination, { color: false, facts });
  return { repository, edited: repository.read('a.ts') };
}

const replay = ({ top: cwd }: TestRepository, ...args: string[]) =>
  cad(['replay', ...args], { cwd });

test('the edit is made again where the file is as it was', async () => {
  const { repository, edited } = await committed();
  repository.git('checkout', '--quiet', 'HEAD~1', '--', 'a.ts');
  const { stderr, status } = await replay(repository, 'HEAD', '--write');
  expect({ stderr, status }).toMatchObject({
    stderr: expect.stringMatching(/^Wrote `a.ts` /),
    status: 0,
  });
  expect(repository.read('a.ts')).toBe(edited);
});

test('other changes of the file stay, and lines may have moved', async () => {
  const { repository, edited } = await committed();
  repository.git('checkout', '--quiet', 'HEAD~1', '--', 'a.ts');
  const moved = (text: string) => `// new\n${text.replace('let v20 = 20;\n', '')}`;
  repository.write('a.ts', moved(LINES.join('')));
  const { stdout, status } = await replay(repository, 'HEAD');
  expect(status).toBe(0);
  expect(stdout).toContain('diff --git a/a.ts b/a.ts');
  expect(repository.read('a.ts')).toBe(moved(LINES.join('')));
  await replay(repository, 'HEAD', '--write');
  expect(repository.read('a.ts')).toBe(moved(edited));
});

test('another file may be named, and is committed with a note and a trailer of its own', async () => {
  const { repository, edited } = await committed();
  repository.commit({ 'b.ts': LINES.join('') });
  const commit = ['HEAD~1', '--onto', 'b.ts', '--commit', '-m', 'again'];
  expect(await replay(repository, ...commit)).toMatchObject({ status: 0 });
  expect(repository.git('show', 'HEAD:b.ts')).toBe(edited);
  expect(repository.git('log', '-1', '--format=%B')).toMatch(
    /^again\n\nAssisted-by: cad .+ \(tiny\)/,
  );
  expect(await cad(['verify'], { cwd: repository.top })).toMatchObject({ status: 0 });
});

test('an edit whose lines have changed is status 3, and one that is there is nothing to do', async () => {
  const { repository } = await committed();
  expect(await replay(repository, 'HEAD', '--write')).toMatchObject({
    stderr: 'Nothing to change in `a.ts`.\n',
    status: 0,
  });
  repository.write('a.ts', LINES.with(2, 'mine;\n').join(''));
  const before = repository.snapshot();
  expect(await replay(repository, 'HEAD', '--write')).toMatchObject({
    stderr: 'Error: The edit does not apply to `a.ts`: its lines have changed.\n',
    status: 3,
  });
  expect(repository.snapshot()).toBe(before);
});

test('line endings that Git converts are those of the file', async () => {
  const { repository, edited } = await committed();
  repository.git('config', 'core.autocrlf', 'true');
  repository.write('a.ts', LINES.join('').replaceAll('\n', '\r\n'));
  await replay(repository, 'HEAD', '--write');
  expect(repository.read('a.ts')).toBe(edited.replaceAll('\n', '\r\n'));
});

test.each([
  [['nowhere'], '`nowhere` names no commit.', 3],
  [['HEAD~1'], '`HEAD~1` has no note of `cad`.', 3],
  [['HEAD', '--stage', '--write'], '`--stage` cannot be used with `--write`.', 2],
  [['HEAD', '--onto', 'missing.ts'], '`missing.ts` cannot be read: the file does not exist.', 3],
])('%j is refused', async (args, problem, status) => {
  const { repository } = await committed();
  const run = await replay(repository, ...args);
  expect(run).toMatchObject({ status, stdout: '' });
  expect(run.stderr).toContain(problem);
});
