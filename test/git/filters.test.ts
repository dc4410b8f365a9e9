import { expect, test } from 'vitest';
import { commit } from '../../src/git/commit.js';
import { temporaryRepository } from './repository.js';

test('a file in another encoding is stored as UTF-8 and stays in its encoding', async () => {
  const attributes = 'a.ts working-tree-encoding=ISO-8859-1\n';
  const repository = temporaryRepository({ '.gitattributes': attributes });
  repository.commit({ 'a.ts': Buffer.from('caf\xe9\none\n', 'latin1') });
  const edit = await repository.edit('a.ts', 'one', 'two');
  await commit(edit.repository, [edit], 'edit');
  expect(repository.git('show', 'HEAD:a.ts')).toBe('café\ntwo\n');
  expect(Buffer.from(edit.after).toString('latin1')).toBe('caf\xe9\ntwo\n');
  expect(repository.git('status', '--porcelain')).toBe('');
});

test('a clean filter runs, and a change that it takes out does not stand in the way', async () => {
  const repository = temporaryRepository({ '.gitattributes': '*.ts filter=secret\n' });
  repository.git('config', 'filter.secret.clean', 'sed s/password/REDACTED/');
  repository.git('config', 'filter.secret.smudge', 'sed s/REDACTED/password/');
  repository.commit({ 'a.ts': 'password\none\n' });
  const edit = await repository.edit('a.ts', 'one', 'two');
  await commit(edit.repository, [edit], 'edit');
  expect(repository.git('show', 'HEAD:a.ts')).toBe('REDACTED\ntwo\n');
  expect(repository.read('a.ts')).toBe('password\ntwo\n');
  expect(repository.git('status', '--porcelain')).toBe('');
});

test('a required filter that fails leaves everything as it was', async () => {
  const repository = temporaryRepository({ 'a.ts': 'one\n' });
  repository.write('.gitattributes', '*.ts filter=broken\n');
  repository.git('config', 'filter.broken.clean', 'false');
  repository.git('config', 'filter.broken.required', 'true');
  const edit = await repository.edit('a.ts', 'one', 'two');
  const before = repository.snapshot();
  await expect(commit(edit.repository, [edit], 'edit')).rejects.toMatchObject({ exitStatus: 3 });
  expect(repository.snapshot()).toBe(before);
});
