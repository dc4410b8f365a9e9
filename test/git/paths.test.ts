import { expect, test } from 'vitest';
import { commit } from '../../src/git/commit.js';
import { stage } from '../../src/git/stage.js';
import { temporaryRepository } from './repository.js';

const NAMES = [
  '漢字/コード.ts',
  'a b.ts',
  '"q".ts',
  '*.ts',
  ':(top)x.ts',
  '-n.ts',
  'tab\tx.ts',
  '~/é.ts',
];

test('files with odd names are staged and committed like any other', async () => {
  const repository = temporaryRepository({ 'plain.ts': 'one\n' });
  for (const name of NAMES) repository.write(name, 'one\ntwo\nthree\n');
  repository.git('add', '--all');
  repository.git('commit', '--quiet', '--message=add');
  repository.git('config', 'core.quotePath', 'true');
  const first = [];
  for (const name of NAMES) first.push(await repository.edit(name, 'one', 'edit'));
  await stage(first[0]!.repository, first);
  expect(repository.git('diff', '--cached', '--name-only', '-z').split('\0').sort()).toEqual(
    ['', ...NAMES].sort(),
  );
  const second = [];
  for (const name of NAMES) second.push(await repository.edit(name, 'three', 'other'));
  await commit(first[0]!.repository, second, 'edit');
  for (const name of NAMES) {
    expect(repository.git('show', `HEAD:${name}`)).toBe('one\ntwo\nother\n');
    expect(repository.git('show', `:0:${name}`)).toBe('edit\ntwo\nother\n');
  }
});
