import { execFileSync, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import * as fs from 'node:fs';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { expect, onTestFinished, test } from 'vitest';
import { EXIT } from '../../src/errors.js';
import { writeFiles } from '../../src/git/write.js';
import { temporaryFolder, temporaryRepository } from './repository.js';
import { CAN_MOUNT, smallDisk } from './small-disk.js';

const WRITER = fileURLToPath(new URL('writer.js', import.meta.url));

/** A folder of `nFiles` files that hold `nBytes` times `a` each. */
function fill(folder: string, nFiles: number, nBytes: number): string {
  for (let n = 0; n < nFiles; n++) fs.writeFileSync(join(folder, `${n}`), 'a'.repeat(nBytes));
  return folder;
}

/** The distinct letters of each file, as in `a:1000`. */
function contents(folder: string): string[] {
  return fs.readdirSync(folder).map((name) => {
    const text = fs.readFileSync(join(folder, name), 'utf8');
    return `${[...new Set(text)].join('')}:${text.length}`;
  });
}

test('all files get their new content and keep their permissions', async () => {
  const repository = temporaryRepository({ 'a.sh': 'one\n', 'b/c.ts': 'one\n' });
  fs.chmodSync(repository.path('a.sh'), 0o751);
  fs.chmodSync(repository.path('b/c.ts'), 0o640);
  const edits = [
    await repository.edit('a.sh', 'one', 'two'),
    await repository.edit('b/c.ts', 'one', 'two'),
  ];
  writeFiles(edits);
  expect(repository.read('a.sh') + repository.read('b/c.ts')).toBe('two\ntwo\n');
  expect(fs.statSync(repository.path('a.sh')).mode & 0o777).toBe(0o751);
  expect(fs.statSync(repository.path('b/c.ts')).mode & 0o777).toBe(0o640);
  expect(fs.readdirSync(repository.top).sort()).toEqual(['.git', 'a.sh', 'b']);
});

test('one file that changed since it was read leaves every file as it is', async () => {
  const repository = temporaryRepository({ 'a.ts': 'one\n', 'b.ts': 'one\n' });
  const edits = [
    await repository.edit('a.ts', 'one', 'two'),
    await repository.edit('b.ts', 'one', 'two'),
  ];
  repository.write('b.ts', 'mine\n');
  const before = repository.snapshot();
  expect(() => writeFiles(edits)).toThrow('`b.ts` changed while it was being edited');
  expect(repository.snapshot()).toBe(before);
  fs.rmSync(repository.path('b.ts'));
  expect(() => writeFiles(edits)).toThrow('`b.ts` could not be written: the file does not exist');
  expect(repository.read('a.ts')).toBe('one\n');
});

test.skipIf(!CAN_MOUNT)('a rename that fails puts the files before it back', async () => {
  const repository = temporaryRepository({ 'a.ts': 'one\n', 'sub/b.ts': 'one\n' });
  const edits = [
    await repository.edit('a.ts', 'one', 'two'),
    await repository.edit('sub/b.ts', 'one', 'two'),
  ];
  // A file that is mounted on itself can be read and written, but not replaced.
  const path = repository.path('sub/b.ts');
  execFileSync('mount', ['--bind', path, path]);
  try {
    const before = repository.snapshot();
    expect(() => writeFiles(edits)).toThrow('`sub/b.ts` could not be written');
    expect(repository.snapshot()).toBe(before);
  } finally {
    execFileSync('umount', [path]);
  }
});

test.skipIf(!CAN_MOUNT)('a full disk leaves every file as it is', () => {
  const folder = smallDisk(1000);
  fill(folder, 3, 200_000);
  const run = spawnSync(process.execPath, [WRITER, folder, 'once'], { encoding: 'utf8' });
  expect(run.stdout).toContain('could not be written: the disk is full; every file is as it was.');
  expect(contents(folder)).toEqual(['a:200000', 'a:200000', 'a:200000']);
});

test('a limit on the size of files leaves every file as it is', () => {
  const folder = fill(temporaryFolder(), 2, 400_000);
  fs.writeFileSync(join(folder, 'small'), 'a');
  const script = 'ulimit -f 400 && exec "$0" "$@"';
  const run = spawnSync('sh', ['-c', script, process.execPath, WRITER, folder, 'once'], {
    encoding: 'utf8',
  });
  expect(run.stdout).toContain('could not be written: the file would be too large');
  expect(contents(folder)).toEqual(['a:400000', 'a:400000', 'a:1']);
});

test('a process that is killed at any moment leaves each file old or new', {
  timeout: 300_000,
}, async () => {
  const folder = fill(temporaryFolder(), 8, 20_000);
  const seen = new Set<string>();
  for (let kill = 0; kill < 20; kill++) {
    const child = spawn(process.execPath, [WRITER, folder, 'loop']);
    onTestFinished(() => void child.kill('SIGKILL'));
    const [turnMs] = await once(child.stdout, 'data');
    await setTimeout(Math.random() * 2 * Number(turnMs));
    child.kill('SIGKILL');
    await once(child, 'exit');
    for (const name of fs.readdirSync(folder)) {
      if (name.startsWith('.cad-')) fs.rmSync(join(folder, name));
    }
    const found = contents(folder);
    expect(found).toHaveLength(8);
    for (const content of found) seen.add(content);
  }
  expect([...seen].sort()).toEqual(['a:20000', 'b:20000']);
});

test('a file without write permission is refused', async () => {
  const repository = temporaryRepository({ 'a.ts': 'one\n' });
  const edit = await repository.edit('a.ts', 'one', 'two');
  fs.chmodSync(repository.path('a.ts'), 0o444);
  const isRoot = process.geteuid?.() === 0; // root may write everything
  if (isRoot) {
    execFileSync('chown', ['-R', 'nobody', repository.top]);
    process.seteuid?.('nobody');
  }
  try {
    expect(() => writeFiles([edit])).toThrow(
      expect.objectContaining({
        message: '`a.ts` could not be written: permission denied; every file is as it was.',
        exitStatus: EXIT.state,
      }),
    );
  } finally {
    if (isRoot) process.seteuid?.(0);
  }
});
