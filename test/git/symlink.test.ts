import * as fs from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { commit } from '../../src/git/commit.js';
import { readTarget } from '../../src/git/read.js';
import { writeFiles } from '../../src/git/write.js';
import { temporaryFolder, temporaryRepository } from './repository.js';

test('a symlink inside the repository stays, and its target is written and committed', async () => {
  const repository = temporaryRepository({ 'real/a.ts': 'one\n' });
  fs.symlinkSync('real/a.ts', repository.path('link.ts'));
  const edit = await repository.edit('link.ts', 'one', 'two');
  expect(edit.path).toBe('real/a.ts');
  await commit(edit.repository, [edit], 'edit');
  expect(fs.readlinkSync(repository.path('link.ts'))).toBe('real/a.ts');
  expect(repository.git('show', 'HEAD:real/a.ts')).toBe('two\n');
  expect(repository.read('real/a.ts')).toBe('two\n');
});

test('a symlink that leaves the repository is refused, wherever it leads', async () => {
  const repository = temporaryRepository({ 'a.ts': 'one\n' });
  const other = temporaryRepository({ 'b.ts': 'one\n' });
  const plain = temporaryFolder();
  fs.writeFileSync(join(plain, 'c.ts'), 'one\n');
  fs.symlinkSync(other.path('b.ts'), repository.path('file.ts'));
  fs.symlinkSync(other.top, repository.path('folder'));
  fs.symlinkSync(join(plain, 'c.ts'), repository.path('plain.ts'));
  fs.symlinkSync('nowhere', repository.path('dangling.ts'));
  for (const path of ['file.ts', 'folder/b.ts', 'plain.ts']) {
    await expect(readTarget(repository.path(path))).rejects.toThrow('leaves its repository');
  }
  await expect(readTarget(repository.path('dangling.ts'))).rejects.toThrow('does not exist');
});

test('a symlink from outside into a repository is followed', async () => {
  const repository = temporaryRepository({ 'a.ts': 'one\n' });
  const link = join(temporaryFolder(), 'work');
  fs.symlinkSync(repository.top, link);
  expect((await readTarget(join(link, 'a.ts'))).absolute).toBe(repository.path('a.ts'));
});

test('a file that became a symlink since it was read is not written', async () => {
  const repository = temporaryRepository({ 'a.ts': 'one\n', 'b.ts': 'one\n' });
  const edit = await repository.edit('a.ts', 'one', 'two');
  fs.rmSync(repository.path('a.ts'));
  fs.symlinkSync('b.ts', repository.path('a.ts'));
  expect(() => writeFiles([edit])).toThrow('changed while');
  expect(repository.read('b.ts')).toBe('one\n');
});
