import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { temporaryFolder } from '../git/repository.js';
import { CAD, CLEAN, cad, shown } from './cad.js';

test('help goes to standard output', async () => {
  for (const args of [['--help'], ['fix', '--help'], ['resolve', '-h'], ['model', '--help']]) {
    const run = await cad(args);
    expect(run).toMatchObject({ status: 0, stderr: '' });
    expect(run.stdout).toContain('Examples:');
  }
});

test('the version is that of the package', async () => {
  expect((await cad(['--version'])).stdout).toMatch(/^\d+\.\d+\.\d+\n$/);
});

test('no command, an unknown one and an unknown option are told apart', async () => {
  expect(shown(await cad([]))).toMatchInlineSnapshot(`
    "------- stderr -------
    Error: No command is given.
    Hint: Run \`cad --help\` for the commands.
    [exit status: 2]"
  `);
  expect(shown(await cad(['fxi']))).toMatchInlineSnapshot(`
    "------- stderr -------
    Error: Unknown command \`fxi\`.
    Hint: Did you mean \`fix\`?
    [exit status: 2]"
  `);
  expect(shown(await cad(['fix', '--comit', 'x']))).toMatchInlineSnapshot(`
    "------- stderr -------
    Error: Unknown option \`--comit\`.
    Hint: Did you mean \`--commit\`?
    [exit status: 2]"
  `);
  expect(shown(await cad(['fix', 'x', '--model']))).toMatchInlineSnapshot(`
    "------- stderr -------
    Error: Option \`--model <name>\` argument missing.
    Hint: Run \`cad --help\`, or \`cad <command> --help\`.
    [exit status: 2]"
  `);
});

test('help names a command in both ways', async () => {
  expect(await cad(['help', 'fix'])).toEqual(await cad(['fix', '--help']));
  const { status, stderr } = await cad(['help', 'nope']);
  expect([status, stderr]).toEqual([2, 'Error: Unknown command `nope`.\n']);
});

test('a full disk behind standard output is status 3', () => {
  for (const args of ['--help', 'grammar package.json']) {
    const command = `"$0" "$1" ${args} > /dev/full`;
    const run = spawnSync('/bin/sh', ['-c', command, process.execPath, CAD], {
      encoding: 'utf8',
      env: CLEAN,
    });
    expect(run.status).toBe(3);
    expect(run.stderr).toMatch(/^Error: Standard output cannot be written\.\n {2}ENOSPC/);
  }
});

test('a reader that goes away ends the run silently with 141', async () => {
  const cwd = temporaryFolder();
  writeFileSync(join(cwd, 'big.ts'), 'line\n'.repeat(200_000));
  writeFileSync(join(cwd, 'p.txt'), '<copy lines="1-200000"/>');
  const child = spawn(process.execPath, [CAD, 'resolve', 'p.txt', 'big.ts'], { cwd, env: CLEAN });
  let said = '';
  child.stderr.on('data', (data) => {
    said += data;
  });
  child.stdout.once('data', () => child.stdout.destroy());
  const [status] = await once(child, 'exit');
  expect([status, said]).toEqual([141, '']);
});

test('a current folder that was removed is status 3', () => {
  const folder = temporaryFolder();
  const command = 'cd "$0" && rmdir "$0" && exec "$1" "$2" fix a.ts "x y"';
  const run = spawnSync('/bin/sh', ['-c', command, folder, process.execPath, CAD], {
    encoding: 'utf8',
    env: CLEAN,
  });
  expect([run.status, run.stdout]).toEqual([3, '']);
  expect(run.stderr).toBe('Error: The current folder does not exist any more.\n');
});
