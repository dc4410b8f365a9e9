// `cad verify` on commits that `cad fix` made, with the tiny model.
import { expect, test } from 'vitest';
import { type TestRepository, temporaryRepository } from '../git/repository.js';
import { cad } from './cad.js';
import { editingOptions, INSTRUCTION } from './seed.js';

const FILES = { 'a.ts': 'let a = 1;\n', 'b.ts': 'let b = 2;\r\nlet c = 3;\r\n' };
/** Commits an edit of both files; which seed makes one does not depend on their repository. */
function commit({ top: cwd }: TestRepository, options: string[]) {
  return cad(['fix', 'a.ts', 'b.ts', INSTRUCTION, '--commit', ...options], { cwd });
}

async function committed(repository = temporaryRepository(FILES)): Promise<TestRepository> {
  const run = await commit(repository, await editingOptions(repository.top, 'a.ts', 'b.ts'));
  expect(run.stderr).toMatch(/^Committed [0-9a-f]{10}: 2 files \(.+\)\.\n$/);
  return repository;
}

const verify = ({ top: cwd }: TestRepository, ...args: string[]) =>
  cad(['verify', ...args], { cwd });

test('a commit is what its note says, and the note tells how it was made', async () => {
  const repository = await committed();
  expect(await verify(repository)).toMatchObject({
    stdout: expect.stringMatching(
      /^Verified [0-9a-f]{10}: \d+ lines of 2 files are copied byte for byte\.\n$/,
    ),
    ...{ stderr: '', status: 0 },
  });
  const note = JSON.parse(repository.git('notes', '--ref=cad', 'show', 'HEAD'));
  expect(note).toMatchObject({
    ...{ model: 'tiny', mode: 'rewrite', instruction: INSTRUCTION, temperature: 1 },
    modelSha256: expect.stringMatching(/^[0-9a-f]{64}$/),
    files: [{ path: 'a.ts' }, { path: 'b.ts' }],
    prompts: {
      'a.ts': [expect.stringMatching(/^[0-9a-f]{64}$/)],
      'b.ts': [expect.stringMatching(/^[0-9a-f]{64}$/)],
    },
  });
});

test('a note stays with its commit, whatever the current folder and branch', async () => {
  const repository = await committed();
  const id = repository.git('rev-parse', 'HEAD').trim();
  repository.commit({ 'a.ts': 'later\n', 'sub/c.ts': 'c\n' });
  expect((await cad(['verify', id], { cwd: repository.path('sub') })).status).toBe(0);
});

test('what a hook changes in the commit is a difference', async () => {
  const repository = temporaryRepository(FILES);
  repository.hook('pre-commit', 'printf x >> b.ts; printf d > d.ts; git add b.ts d.ts');
  await committed(repository);
  const { stdout, status } = await verify(repository);
  expect(stdout).toMatch(
    /^`b\.ts` differs from its program in line \d+\.\nThe commit changes `d\.ts` too, which no program is about\.\n$/,
  );
  expect(status).toBe(1);
});

test('a program that copies lines which the file lacks is a difference', async () => {
  const repository = await committed();
  const note = JSON.parse(repository.git('notes', '--ref=cad', 'show', 'HEAD'));
  const program = Buffer.from('<copy lines="1-9"/>').toString('base64');
  note.files[0].program = program;
  repository.git('notes', '--ref=cad', 'add', '-f', '-m', JSON.stringify(note), 'HEAD');
  expect(await verify(repository)).toMatchObject({
    stdout: '`a.ts` differs from its program in line 1.\n',
    ...{ stderr: '', status: 1 },
  });
});

test.each<[string, (repository: TestRepository) => void, string]>([
  ['no note', (made) => made.git('notes', '--ref=cad', 'remove', 'HEAD'), 'has no note of `cad`.'],
  [
    'a note that is not ours',
    (made) => made.git('notes', '--ref=cad', 'add', '-f', '-m', 'x', 'HEAD'),
    'The note of the commit cannot be read.',
  ],
  [
    'a program that is none',
    (made) => {
      const note = JSON.stringify({ files: [{ path: 'a.ts', program: 'PGNvcHk=' }] });
      made.git('notes', '--ref=cad', 'add', '-f', '-m', note, 'HEAD');
    },
    'The note of the commit cannot be read.',
  ],
])('%s is status 3', async (_, spoil, message) => {
  const repository = await committed();
  spoil(repository);
  const run = await verify(repository);
  expect(run).toMatchObject({ status: 3, stdout: '' });
  expect(run.stderr).toContain(message);
});

test('a revision that names nothing is status 3', async () => {
  const run = await verify(temporaryRepository(FILES), 'nope');
  expect(run).toMatchObject({ status: 3, stderr: 'Error: `nope` names no commit.\n' });
  const option = await verify(temporaryRepository(FILES), '--', '--all');
  expect(option).toMatchObject({ status: 3, stderr: 'Error: `--all` names no commit.\n' });
});

test('a commit whose note cannot be written is made all the same', async () => {
  const repository = temporaryRepository(FILES);
  repository.git('update-ref', 'refs/notes/cad/x', 'HEAD');
  const run = await commit(repository, await editingOptions(repository.top, 'a.ts', 'b.ts'));
  expect(run.status).toBe(0);
  expect(run.stderr).toMatch(
    /^Committed .+\nWarning: The note that `cad verify` reads was not written\.\n$/,
  );
});
