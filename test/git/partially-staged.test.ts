import { expect, test } from 'vitest';
import { commit } from '../../src/git/commit.js';
import { stage } from '../../src/git/stage.js';
import { type TestRepository, temporaryRepository } from './repository.js';

const lines = (changes: Record<number, string> = {}) =>
  Array.from({ length: 20 }, (_, n) => `${changes[n + 1] ?? `line ${n + 1}`}\n`).join('');

/** Line 3 is staged, line 17 is changed but not staged. */
function partiallyStaged(): TestRepository {
  const repository = temporaryRepository({ 'a.ts': lines() });
  repository.write('a.ts', lines({ 3: 'staged' }));
  repository.git('add', 'a.ts');
  repository.write('a.ts', lines({ 3: 'staged', 17: 'unstaged' }));
  return repository;
}

test('staging puts the edit beside the staged change and leaves the unstaged one', async () => {
  const repository = partiallyStaged();
  const edit = await repository.edit('a.ts', 'line 10', 'edit');
  await stage(edit.repository, [edit]);
  expect(repository.git('show', ':a.ts')).toBe(lines({ 3: 'staged', 10: 'edit' }));
  expect(repository.read('a.ts')).toBe(lines({ 3: 'staged', 10: 'edit', 17: 'unstaged' }));
  expect(repository.git('status', '--porcelain')).toBe('MM a.ts\n');
});

test('a commit holds the edit alone, and staged and unstaged changes stay as they were', async () => {
  const repository = partiallyStaged();
  const edit = await repository.edit('a.ts', 'line 10', 'edit');
  const { id } = await commit(edit.repository, [edit], 'edit');
  expect(id).toBe(repository.git('rev-parse', 'HEAD').trim());
  expect(repository.git('show', 'HEAD:a.ts')).toBe(lines({ 10: 'edit' }));
  expect(repository.git('show', ':a.ts')).toBe(lines({ 3: 'staged', 10: 'edit' }));
  expect(repository.read('a.ts')).toBe(lines({ 3: 'staged', 10: 'edit', 17: 'unstaged' }));
});

test('an edit of a line whose change is staged is staged but not committed', async () => {
  const repository = partiallyStaged();
  const edit = await repository.edit('a.ts', 'staged\n', 'staged and edited\n');
  const before = repository.snapshot();
  await expect(commit(edit.repository, [edit], 'edit')).rejects.toThrow(
    'The edit of `a.ts` does not merge into the last commit.',
  );
  expect(repository.snapshot()).toBe(before);
  await stage(edit.repository, [edit]);
  expect(repository.git('show', ':a.ts')).toBe(lines({ 3: 'staged and edited' }));
});

test('an edit of an unstaged line is refused for all files', async () => {
  const repository = partiallyStaged();
  repository.commit({ 'b.ts': 'b\n' });
  repository.write('a.ts', repository.read('a.ts').replace('line 9', 'mine'));
  const edits = [
    await repository.edit('b.ts', 'b', 'c'),
    await repository.edit('a.ts', 'mine', 'mine and edited'),
  ];
  const before = repository.snapshot();
  const repo = edits[0]!.repository;
  await expect(stage(repo, edits)).rejects.toThrow(
    'The edit of `a.ts` does not merge into its staged version.',
  );
  await expect(commit(repo, edits, 'edit')).rejects.toThrow('does not merge');
  expect(repository.snapshot()).toBe(before);
});

test('an edit that the last commit holds already is not committed again', async () => {
  const repository = temporaryRepository({ 'a.ts': 'new\n' });
  repository.write('a.ts', 'old\n');
  const edit = await repository.edit('a.ts', 'old', 'new');
  await expect(commit(edit.repository, [edit], 'edit')).rejects.toThrow('holds the edit already');
  await stage(edit.repository, [edit]);
  expect(repository.git('status', '--porcelain')).toBe('');
});
