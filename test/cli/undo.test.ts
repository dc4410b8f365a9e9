// `cad undo` of edits that the tiny model made.
import { readFileSync, writeFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { type TestRepository, temporaryRepository } from '../git/repository.js';
import { hooked } from '../hazards/hazard.js';
import { cad } from './cad.js';
import { editingOptions, INSTRUCTION } from './seed.js';

const LINES = Array.from({ length: 12 }, (_, n) => `let a${n} = ${n};\n`);
const FILES = { 'a.ts': LINES.join(''), 'b.ts': 'let b = 2;\r\n' };

const undo = ({ top: cwd }: TestRepository) => cad(['undo'], { cwd });
const textOf = (made: TestRepository, path: string) => readFileSync(made.path(path), 'utf8');

async function edited(destination: string): Promise<TestRepository> {
  const repository = temporaryRepository(FILES);
  const options = await editingOptions(repository.top, 'a.ts', 'b.ts');
  const args = ['fix', 'a.ts', 'b.ts', INSTRUCTION, destination, ...options];
  expect((await cad(args, { cwd: repository.top })).status).toBe(0);
  return repository;
}

test.each([
  ['--write', /^Wrote 2 files \(.+\)\.\n$/, ' M a.ts\n M b.ts\n'],
  ['--stage', /^Staged 2 files \(.+\)\.\n$/, 'M  a.ts\nM  b.ts\n'],
])('%s is taken back, and made again', async (destination, said, status) => {
  const repository = await edited(destination);
  const after = textOf(repository, 'a.ts');
  expect(await undo(repository)).toMatchObject({ status: 0, stderr: expect.stringMatching(said) });
  expect(repository.git('status', '--porcelain')).toBe('');
  expect([textOf(repository, 'a.ts'), textOf(repository, 'b.ts')]).toEqual(Object.values(FILES));
  expect((await undo(repository)).status).toBe(0);
  expect(repository.git('status', '--porcelain')).toBe(status);
  expect(textOf(repository, 'a.ts')).toBe(after);
});

test('a commit is taken back by another one', async () => {
  const repository = await edited('--commit');
  const run = await undo(repository);
  expect(run.stderr).toMatch(/^Committed [0-9a-f]{10}: 2 files \(.+\)\.\n$/);
  expect(repository.git('log', '--format=%s')).toBe(
    `cad: undo the last edit\ncad: ${INSTRUCTION}\nchange\n`,
  );
  expect(repository.git('diff', 'HEAD~2', 'HEAD')).toBe('');
  expect(repository.git('status', '--porcelain')).toBe('');
  expect((await cad(['verify'], { cwd: repository.top })).status).toBe(0);
});

test('an edit whose lines have changed stays, and nothing else is touched', async () => {
  const repository = await edited('--write');
  writeFileSync(repository.path('b.ts'), 'quite another text\n');
  const before = repository.snapshot();
  const run = await undo(repository);
  expect(run).toMatchObject({ status: 3, stdout: '' });
  expect(run.stderr).toMatch(
    /^Error: `b\.ts` has changed where the last edit was, so it stays\.\n/,
  );
  expect(repository.snapshot()).toBe(before);
});

test('without an edit there is nothing to undo', async () => {
  const repository = temporaryRepository(FILES);
  expect(await undo(repository)).toMatchObject({
    status: 3,
    stderr: expect.stringMatching(/^Error: There is no edit to undo\.\nHint: /),
  });
});

test.each([
  '',
  '{',
  '[]',
  'null',
  '{"to":"write"}',
  '{"to":"x","files":[]}',
  '{"to":"write","files":[null]}',
])('a journal of `%s` is status 3', async (text) => {
  const repository = await edited('--write');
  writeFileSync(repository.path('.git/cad/last-edit.json'), text);
  const before = repository.snapshot();
  const run = await undo(repository);
  expect([run.status, run.stdout]).toEqual([3, '']);
  expect(repository.snapshot()).toBe(before);
});

test('what the hook has fixed is taken back, in the index and in the worktree', async () => {
  const repository = hooked({ 'a.txt': 'one\n' });
  repository.write('a.txt', 'BAD\n');
  repository.git('add', 'a.txt');
  repository.git('commit', '--quiet', '--message', 'change');
  expect(repository.read('a.txt')).toBe('GOOD\n');
  expect(await undo(repository)).toMatchObject({
    stderr: 'Staged `a.txt` (+1 -1).\n',
    status: 0,
  });
  expect([repository.read('a.txt'), repository.git('show', ':a.txt')]).toEqual(['BAD\n', 'BAD\n']);
});
