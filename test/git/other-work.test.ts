import { expect, test } from 'vitest';
import { commit } from '../../src/git/commit.js';
import { stage } from '../../src/git/stage.js';
import { type TestRepository, temporaryRepository } from './repository.js';

/** Work of the user in every state that git knows, besides `a.ts`. */
function busy(): TestRepository {
  const names = ['a.ts', 'staged', 'unstaged', 'removed', 'old name', 'uncached'];
  const repository = temporaryRepository(
    Object.fromEntries(names.map((name) => [name, `${name}\n`.repeat(5)])),
  );
  repository.write('staged', 'other\n');
  repository.write('added', 'new\n');
  repository.git('add', 'staged', 'added');
  repository.git('rm', '--quiet', 'removed');
  repository.git('rm', '--quiet', '--cached', 'uncached');
  repository.git('mv', 'old name', 'new name');
  repository.write('unstaged', 'other\n');
  repository.write('intended', 'new\n');
  repository.git('add', '--intent-to-add', 'intended');
  repository.write('untracked', 'new\n');
  return repository;
}

const STATES = `A  added
 A intended
R  "old name" -> "new name"
D  removed
M  staged
D  uncached
 M unstaged
?? uncached
?? untracked
`;

test('a commit takes nothing of what else is staged, changed, removed, renamed or new', async () => {
  const repository = busy();
  expect(repository.git('status', '--porcelain')).toBe(STATES);
  const index = repository.git('ls-files', '--stage', '--', ':!a.ts');
  const edit = await repository.edit('a.ts', 'a.ts', 'edit');
  await commit(edit.repository, [edit], 'edit');
  expect(repository.git('show', '--format=', '--name-status', 'HEAD')).toBe('M\ta.ts\n');
  expect(repository.git('ls-files', '--stage', '--', ':!a.ts')).toBe(index);
  expect(repository.git('status', '--porcelain')).toBe(STATES);
});

test('staging touches no other entry', async () => {
  const repository = busy();
  const edit = await repository.edit('a.ts', 'a.ts', 'edit');
  await stage(edit.repository, [edit]);
  expect(repository.git('status', '--porcelain')).toBe(`M  a.ts\n${STATES}`);
});

test('a file that is removed from the index only is committed and stays out of the index', async () => {
  const repository = busy();
  const edit = await repository.edit('uncached', 'uncached', 'edit');
  await commit(edit.repository, [edit], 'edit');
  expect(repository.git('show', 'HEAD:uncached')).toContain('edit');
  expect(repository.git('status', '--porcelain')).toBe(STATES);
});

test('an untracked, an added and an intended file are not committed, and only the added one is staged', async () => {
  const repository = busy();
  for (const path of ['untracked', 'added', 'intended']) {
    const edit = await repository.edit(path, 'new', 'edit');
    const before = repository.snapshot();
    await expect(commit(edit.repository, [edit], 'edit')).rejects.toMatchObject({
      message: `\`${path}\` is not in the last commit.`,
      exitStatus: 3,
    });
    if (path !== 'added') await expect(stage(edit.repository, [edit])).rejects.toThrow(path);
    expect(repository.snapshot()).toBe(before);
  }
  const edit = await repository.edit('added', 'new', 'edit');
  await stage(edit.repository, [edit]);
  expect(repository.git('show', ':added')).toBe('edit\n');
});

test.each(['stage', 'commit'])('%s keeps the marks that the user gave to files', async (how) => {
  const repository = temporaryRepository({ 'a.ts': 'one\n', 'b.ts': 'one\n', 'c.ts': 'one\n' });
  repository.git('update-index', '--assume-unchanged', 'a.ts', 'c.ts');
  repository.git('update-index', '--skip-worktree', 'b.ts', 'c.ts');
  const marks = repository.git('ls-files', '-v');
  const edits = [];
  for (const path of ['a.ts', 'b.ts', 'c.ts'])
    edits.push(await repository.edit(path, 'one', 'two'));
  await { stage, commit }[how]!(edits[0]!.repository, edits, 'edit');
  expect(repository.git('ls-files', '-v')).toBe(marks);
  expect(repository.git('show', ':c.ts')).toBe('two\n');
});
