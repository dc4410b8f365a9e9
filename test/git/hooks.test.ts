import * as fs from 'node:fs';
import { expect, test } from 'vitest';
import { commit } from '../../src/git/commit.js';
import { temporaryRepository } from './repository.js';

const FILES = { 'a.ts': 'one\ntwo\nthree\n', 'b.ts': 'one\n' };

test('hooks see the edit, staged and in the worktree, and may change the message', async () => {
  const repository = temporaryRepository(FILES);
  repository.write('b.ts', 'staged\n');
  repository.git('add', 'b.ts');
  repository.hook('pre-commit', 'git diff --cached > "$PWD/.git/seen"; cat a.ts >> .git/seen');
  repository.hook('commit-msg', 'echo "Checked: yes" >> "$1"');
  const edit = await repository.edit('a.ts', 'one', 'edit');
  await commit(edit.repository, [edit], 'edit');
  const seen = repository.read('.git/seen');
  expect(seen).toContain('+edit');
  expect(seen).not.toContain('b.ts');
  expect(seen).toContain('edit\ntwo\nthree\n');
  expect(repository.git('log', '-1', '--format=%B')).toContain('Checked: yes');
  expect(repository.git('status', '--porcelain')).toBe('M  b.ts\n');
});

test('a hook that refuses leaves everything as it was, and its words are the cause', async () => {
  const repository = temporaryRepository(FILES);
  repository.write('b.ts', 'mine\n');
  repository.hook('pre-commit', 'echo "two errors found" >&2; exit 1');
  const edit = await repository.edit('a.ts', 'one', 'edit');
  const before = repository.snapshot();
  await expect(commit(edit.repository, [edit], 'edit')).rejects.toMatchObject({
    message: '`git commit` failed; nothing was changed.',
    cause: expect.objectContaining({ message: 'two errors found' }),
    exitStatus: 3,
  });
  expect(repository.snapshot()).toBe(before);
});

test('a hook that refuses without a word leaves everything as it was', async () => {
  const repository = temporaryRepository(FILES);
  repository.hook('pre-commit', 'exit 1');
  const edit = await repository.edit('a.ts', 'one', 'edit');
  const before = repository.snapshot();
  await expect(commit(edit.repository, [edit], 'edit')).rejects.toThrow('`git commit` failed');
  expect(repository.snapshot()).toBe(before);
});

test('what a refusing hook changed in the file stays, without the edit', async () => {
  const repository = temporaryRepository(FILES);
  repository.hook('pre-commit', 'sed -i s/three/formatted/ a.ts; exit 1');
  const edit = await repository.edit('a.ts', 'one', 'edit');
  await expect(commit(edit.repository, [edit], 'edit')).rejects.toThrow('nothing was changed');
  expect(repository.read('a.ts')).toBe('one\ntwo\nformatted\n');
});

test('a refusing hook that changed the edited line itself is reported', async () => {
  const repository = temporaryRepository(FILES);
  repository.hook('pre-commit', 'sed -i s/edit/formatted/ a.ts; exit 1');
  const edit = await repository.edit('a.ts', 'one', 'edit');
  const error = await commit(edit.repository, [edit], 'edit').catch((thrown) => thrown);
  expect(error.message).toMatch(
    /^`git commit` failed; `a.ts` could not be put back, and may still hold the edit \(its old/,
  );
  const [, kept = ''] = /content is in `(.+)`/.exec(error.message) ?? [];
  expect(fs.readFileSync(kept, 'utf8')).toBe(FILES['a.ts']);
});

test('what hooks add to the commit is in the index, too', async () => {
  const repository = temporaryRepository(FILES);
  repository.hook(
    'pre-commit',
    'sed -i s/edit/formatted/ a.ts; echo new > c.ts; git rm -q --cached b.ts; git add a.ts c.ts',
  );
  const edit = await repository.edit('a.ts', 'one', 'edit');
  await commit(edit.repository, [edit], 'edit');
  expect(repository.git('show', 'HEAD:a.ts')).toBe('formatted\ntwo\nthree\n');
  expect(repository.git('ls-tree', '--name-only', 'HEAD')).toBe('a.ts\nc.ts\n');
  expect(repository.git('status', '--porcelain')).toBe('?? b.ts\n');
});

test('a commit stays, and reaches the index, when a signal ends git after it', async () => {
  const repository = temporaryRepository(FILES);
  repository.hook('post-commit', 'kill -TERM $PPID');
  const edit = await repository.edit('a.ts', 'one', 'edit');
  const { id } = await commit(edit.repository, [edit], 'edit');
  expect(repository.git('rev-parse', 'HEAD').trim()).toBe(id);
  expect(repository.git('show', 'HEAD:a.ts')).toBe('edit\ntwo\nthree\n');
  expect(repository.git('status', '--porcelain')).toBe('');
});

test('where the changes of hooks cannot be taken over, the index still has the edit', async () => {
  const repository = temporaryRepository(FILES);
  // The new entry needs the lock of the index that is prepared.
  repository.hook('pre-commit', 'echo new > c.ts; git add c.ts');
  repository.hook('post-commit', 'touch .git/index.cad.lock');
  const edit = await repository.edit('a.ts', 'one', 'edit');
  await expect(commit(edit.repository, [edit], 'edit')).rejects.toThrow('The commit was made, but');
  expect(repository.git('show', ':a.ts')).toBe('edit\ntwo\nthree\n');
  expect(repository.git('status', '--porcelain')).toBe('D  c.ts\n?? c.ts\n');
});

test('hooks of core.hooksPath run, and find the user’s environment without our options', async () => {
  const repository = temporaryRepository(FILES);
  repository.git('config', 'core.hooksPath', 'my hooks');
  repository.hook('pre-commit', 'env | grep -e ^GIT_CONFIG_P -e PATHSPECS; test $? = 1');
  const edit = await repository.edit('a.ts', 'one', 'edit');
  await commit(edit.repository, [edit], 'edit');
  repository.hook('pre-commit', 'exit 1');
  const next = await repository.edit('a.ts', 'two', 'edit');
  await expect(commit(next.repository, [next], 'edit')).rejects.toThrow('`git commit` failed');
});
