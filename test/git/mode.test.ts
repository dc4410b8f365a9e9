import * as fs from 'node:fs';
import { expect, test } from 'vitest';
import { commit } from '../../src/git/commit.js';
import { stage } from '../../src/git/stage.js';
import { temporaryRepository } from './repository.js';

test('an executable file stays executable in commit, index and worktree', async () => {
  const repository = temporaryRepository({ 'run.sh': 'one\n' });
  fs.chmodSync(repository.path('run.sh'), 0o755);
  repository.git('commit', '--quiet', '--all', '--message=mode');
  const edit = await repository.edit('run.sh', 'one', 'two');
  await commit(edit.repository, [edit], 'edit');
  expect(repository.git('ls-tree', 'HEAD')).toContain('100755');
  expect(fs.statSync(repository.path('run.sh')).mode & 0o777).toBe(0o755);
  expect(repository.git('status', '--porcelain')).toBe('');
});

test('a mode that is changed but not staged stays unstaged', async () => {
  const repository = temporaryRepository({ 'run.sh': 'one\n' });
  fs.chmodSync(repository.path('run.sh'), 0o755);
  const edit = await repository.edit('run.sh', 'one', 'two');
  await stage(edit.repository, [edit]);
  expect(repository.git('ls-files', '--stage')).toContain('100644');
  expect(repository.git('diff', '--summary')).toContain('mode change 100644 => 100755');
});

test('a mode that is staged is not committed, and stays staged', async () => {
  const repository = temporaryRepository({ 'run.sh': 'one\n' });
  repository.git('update-index', '--chmod=+x', 'run.sh');
  fs.chmodSync(repository.path('run.sh'), 0o755);
  const edit = await repository.edit('run.sh', 'one', 'two');
  await commit(edit.repository, [edit], 'edit');
  expect(repository.git('ls-tree', 'HEAD')).toContain('100644');
  expect(repository.git('ls-files', '--stage')).toContain('100755');
  expect(repository.git('status', '--porcelain')).toBe('M  run.sh\n');
});
