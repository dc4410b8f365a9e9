import { expect, test } from 'vitest';
import { commit } from '../../src/git/commit.js';
import { stage } from '../../src/git/stage.js';
import { type TestRepository, temporaryRepository } from './repository.js';

/** Two branches that conflict in `a.ts`. */
function diverged(): TestRepository {
  const repository = temporaryRepository({ 'a.ts': 'one\n', 'b.ts': 'one\n' });
  repository.git('switch', '--quiet', '--create', 'topic');
  repository.commit({ 'a.ts': 'theirs\n' });
  repository.git('switch', '--quiet', 'main');
  repository.commit({ 'a.ts': 'ours\n' });
  return repository;
}

test.each([
  ['merge', ['merge', 'topic']],
  ['rebase', ['rebase', 'topic']],
  ['cherry-pick', ['cherry-pick', 'topic']],
  ['revert', ['revert', '--no-edit', 'HEAD~1']],
])('during a %s nothing is committed', async (operation, command) => {
  const repository = diverged();
  if (operation === 'revert') repository.commit({ 'a.ts': 'later\n', 'b.ts': 'later\n' });
  if (operation === 'revert') repository.git('revert', '--no-commit', 'HEAD');
  else expect(() => repository.git(...command)).toThrow();
  const edit = await repository.edit('b.ts', 'one', 'two');
  const before = repository.snapshot();
  await expect(commit(edit.repository, [edit], 'edit')).rejects.toMatchObject({
    message: `A ${operation} is in progress, and a commit now would become part of it.`,
    hint: expect.stringContaining(`git ${operation} --abort`),
    exitStatus: 3,
  });
  expect(repository.snapshot()).toBe(before);
});

test('during a merge a file without conflicts is staged, and one with conflicts is not', async () => {
  const repository = diverged();
  expect(() => repository.git('merge', 'topic')).toThrow();
  const free = await repository.edit('b.ts', 'one', 'two');
  await stage(free.repository, [free]);
  expect(repository.git('status', '--porcelain')).toBe('UU a.ts\nM  b.ts\n');
  const conflicted = await repository.edit('a.ts', 'ours', 'edit');
  await expect(stage(free.repository, [conflicted])).rejects.toThrow(
    '`a.ts` has conflicts that are not resolved.',
  );
});
