// `cad hook run --write`, with the scripted model of the hazards.
import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import type { TestRepository } from '../../git/repository.js';
import { hooked } from '../../hazards/hazard.js';

const HOOK = fileURLToPath(new URL('../../hazards/scripted-hook.js', import.meta.url));

function write(repository: TestRepository, ...paths: string[]) {
  const args = [HOOK, '--write', ...paths];
  return spawnSync(process.execPath, args, { cwd: repository.top, encoding: 'utf8' });
}

test('changed lines of the named files are fixed, and the index is left alone', () => {
  const repository = hooked({ 'a.txt': 'one\n', 'b.txt': 'one\n', 'c.js': 'one\n' });
  for (const path of ['a.txt', 'b.txt', 'c.js']) repository.write(path, 'BAD\n');
  const index = repository.git('ls-files', '--stage');
  const { status, stderr } = write(repository, 'a.txt', 'c.js', 'missing.js');
  expect(status).toBe(0);
  expect(stderr).toMatch(/^cad fixed `a.txt` \(\+1 -1\):\n/);
  expect(stderr).not.toContain('missing.js');
  expect(['a.txt', 'b.txt', 'c.js'].map((path) => repository.read(path))).toEqual([
    'GOOD\n',
    'BAD\n',
    'BAD\n',
  ]);
  expect(repository.git('ls-files', '--stage')).toBe(index);
});

test('a file that can not be edited is passed over, with the reason', () => {
  const { status, stderr } = write(hooked({ 'a.txt': 'BAD\n' }), 'missing.txt');
  expect([status, stderr]).toEqual([
    0,
    'Passed over: `missing.txt` cannot be read: the file does not exist.\n',
  ]);
});

test('of a renamed file only what was changed may be fixed', () => {
  const far = `BAD from before\n${'line\n'.repeat(40)}`;
  const repository = hooked({ 'a.txt': far });
  repository.git('mv', 'a.txt', 'b.txt');
  repository.write('b.txt', `${far}BAD\n`);
  repository.git('add', 'b.txt');
  write(repository, 'b.txt');
  expect(repository.read('b.txt')).toBe(`${far}GOOD\n`);
});

test('in a merge nothing is fixed', () => {
  const repository = hooked({ 'a.txt': 'one\n' });
  repository.write('.git/MERGE_HEAD', repository.git('rev-parse', 'HEAD'));
  repository.write('a.txt', 'BAD\n');
  expect(write(repository, 'a.txt').stderr).toBe(
    'cad changes nothing while a merge is in progress.\n',
  );
  expect(repository.read('a.txt')).toBe('BAD\n');
});
