import * as fs from 'node:fs';
import { expect, test } from 'vitest';
import { commit } from '../../src/git/commit.js';
import { stage } from '../../src/git/stage.js';
import { temporaryRepository } from './repository.js';

test('a locked index is left alone', async () => {
  const repository = temporaryRepository({ 'a.ts': 'one\n' });
  const edit = await repository.edit('a.ts', 'one', 'two');
  const lock = repository.path('.git/index.lock');
  fs.writeFileSync(lock, '');
  const before = repository.snapshot();
  for (const run of [stage, commit]) {
    await expect(run(edit.repository, [edit], 'edit')).rejects.toMatchObject({
      message: 'The index is locked by another Git process.',
      hint: expect.stringContaining(lock),
      exitStatus: 3,
    });
  }
  expect(repository.snapshot()).toBe(before);
  fs.rmSync(lock);
  await commit(edit.repository, [edit], 'edit');
  expect(repository.git('status', '--porcelain')).toBe('');
});

test('the index is locked while hooks run', async () => {
  const repository = temporaryRepository({ 'a.ts': 'one\n', 'b.ts': 'one\n' });
  repository.write('b.ts', 'two\n');
  repository.hook('pre-commit', 'env -u GIT_INDEX_FILE git add b.ts && exit 1; exit 0');
  const edit = await repository.edit('a.ts', 'one', 'two');
  await commit(edit.repository, [edit], 'edit');
  expect(repository.git('status', '--porcelain')).toBe(' M b.ts\n');
});
