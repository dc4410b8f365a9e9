import { spawnSync } from 'node:child_process';
import {
  lstatSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { savePatch } from '../../src/cli/save.js';
import { temporaryFolder } from '../git/repository.js';

const PATCH = Buffer.from('patch\n');
const SAVE = new URL('../../dist/cli/save.js', import.meta.url).href;

test('a new file is made, and a file that exists is replaced only with force', () => {
  const folder = temporaryFolder();
  const file = join(folder, 'x.patch');
  savePatch(file, PATCH);
  expect(() => savePatch(file, Buffer.from('other'))).toThrow('exists already');
  expect(readFileSync(file, 'utf8')).toBe('patch\n');
  savePatch(file, Buffer.from('other'), true);
  expect(readFileSync(file, 'utf8')).toBe('other');
  expect(readdirSync(folder)).toEqual(['x.patch']);
});

test.each([true, false])('a disk that fills up leaves everything as it was; force: %s', (force) => {
  const folder = temporaryFolder();
  if (force) writeFileSync(join(folder, 'x.patch'), 'mine');
  const code = `import { savePatch } from '${SAVE}';
    process.on('SIGXFSZ', () => {});
    try { savePatch('x.patch', Buffer.alloc(100_000), ${force}); } catch (e) { console.log(e.message); }`;
  const shell = 'ulimit -f 8; exec "$0" --input-type=module -e "$1"';
  const args = ['-c', shell, process.execPath, code];
  const { stdout } = spawnSync('/bin/sh', args, { cwd: folder, encoding: 'utf8' });
  expect(stdout).toBe('The patch cannot be written to `x.patch`.\n');
  expect(readdirSync(folder)).toEqual(force ? ['x.patch'] : []);
  if (force) expect(readFileSync(join(folder, 'x.patch'), 'utf8')).toBe('mine');
});

test('force writes through a symlink and into a device', () => {
  const folder = temporaryFolder();
  mkdirSync(join(folder, 'real'));
  writeFileSync(join(folder, 'real/x'), 'mine');
  symlinkSync('real/x', join(folder, 'link'));
  savePatch(join(folder, 'link'), PATCH, true);
  expect(readFileSync(join(folder, 'real/x'), 'utf8')).toBe('patch\n');
  expect(lstatSync(join(folder, 'link')).isSymbolicLink()).toBe(true);
  savePatch('/dev/null', PATCH, true);
  expect(lstatSync('/dev/null').isCharacterDevice()).toBe(true);
});
