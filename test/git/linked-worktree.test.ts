import { join } from 'node:path';
import { expect, test } from 'vitest';
import { commit } from '../../src/git/commit.js';
import { TestRepository, temporaryFolder, temporaryRepository } from './repository.js';

test('a linked worktree has its own index and branch', async () => {
  const main = temporaryRepository({ 'a.ts': 'one\n' });
  const linked = new TestRepository(join(temporaryFolder(), 'linked'));
  main.git('worktree', 'add', '--quiet', '-b', 'topic', linked.top);
  const before = main.git('ls-files', '--stage');
  const edit = await linked.edit('a.ts', 'one', 'two');
  expect(edit.repository.top).toBe(linked.top);
  await commit(edit.repository, [edit], 'edit');
  expect(linked.git('status', '--porcelain')).toBe('');
  expect(main.git('show', 'topic:a.ts')).toBe('two\n');
  expect(main.git('show', 'main:a.ts')).toBe('one\n');
  expect(main.git('ls-files', '--stage')).toBe(before);
  expect(main.git('status', '--porcelain')).toBe('');
});
