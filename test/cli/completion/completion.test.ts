// The scripts of `cad completion`, in real shells; one that is not installed is skipped.

import { execFileSync, spawnSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { spawn } from '@lydell/node-pty';
import { expect, test } from 'vitest';
import { temporaryFolder } from '../../git/repository.js';
import { cad } from '../cad.js';

const has = (shell: string) => spawnSync('sh', ['-c', `command -v ${shell}`]).status === 0;

/** Makes a folder with the script of a shell and some files. */
async function folderWith(shell: string): Promise<string> {
  const folder = temporaryFolder();
  const { stdout, status } = await cad(['completion', shell]);
  expect(status).toBe(0);
  writeFileSync(join(folder, 'script'), Buffer.from(stdout, 'latin1'));
  mkdirSync(join(folder, 'lone folder'));
  writeFileSync(join(folder, 'lone folder', 'file.ts'), '');
  return folder;
}

/** Types keys into a shell on a terminal, once it has shown its prompt, until it shows `awaited`. */
async function typed(command: string[], folder: string, keys: string[], awaited: string) {
  const [shell, ...args] = command;
  const terminal = spawn(shell!, args, {
    cwd: folder,
    cols: 200,
    env: { ...process.env, PS1: '> ' },
  });
  let shown = '';
  terminal.onData((data) => {
    shown += data;
  });
  try {
    for (const text of keys) {
      terminal.write(text);
      await expect
        .poll(() => shown, { timeout: 20_000 })
        .toContain(text.includes('\r') ? 'ready' : '');
    }
    await expect.poll(() => shown, { timeout: 20_000 }).toContain(awaited);
  } finally {
    terminal.kill();
  }
}

const COMMANDS: [words: string[], expected: string][] = [
  [['h'], 'hook help'],
  [['fix', '--col'], '--color'],
  [['fix', '--color', ''], 'auto always never'],
  [['fix', '--color', '=', 'al'], 'always'],
  [['fix', 'a.ts', '--mode', 'r'], 'rewrite'],
  [['hook', ''], 'install uninstall status run help'],
  [['hook', 'run', '--st'], '--strict'],
  [['completion', ''], 'bash zsh fish'],
  [['fix', 'config', '--js'], '--json'],
];

test.skipIf(!has('bash')).each(COMMANDS)('bash completes %j', async (words, expected) => {
  const folder = await folderWith('bash');
  const script = `source ./script; COMP_WORDS=(cad "$@"); COMP_CWORD=$#; _cad; echo "\${COMPREPLY[*]}"`;
  const run = spawnSync('bash', ['--norc', '-uc', script, 'bash', ...words], {
    cwd: folder,
    encoding: 'utf8',
  });
  expect([run.stdout.trim(), run.stderr]).toEqual([expected, '']);
});

test.skipIf(!has('bash'))('bash completes file names on a terminal', async () => {
  const folder = await folderWith('bash');
  const keys = ['source ./script; echo rea""dy\r', 'cad fix lo\tfi\t'];
  await typed(['bash', '--norc', '--noprofile', '-i'], folder, keys, 'lone\\ folder/file.ts');
});

test.skipIf(!has('zsh'))('zsh completes commands, options, values and file names', async () => {
  const folder = await folderWith('zsh');
  const start = 'autoload -U compinit; compinit -u -D; source ./script; echo rea""dy\r';
  const zsh = ['zsh', '-f', '-i'];
  for (const [keys, awaited] of [
    ['cad compl\t', 'cad completion'],
    ['cad fix --colo\t', 'cad fix --color'],
    ['cad fix --color al\t', '--color always'],
    ['cad hook uni\t', 'cad hook uninstall'],
    ['cad completion f\t', 'cad completion fish'],
    ['cad fix lo\tfi\t', '/file.ts'],
  ] as const) {
    await typed(zsh, folder, [start, keys], awaited);
  }
});

test.skipIf(!has('fish'))('fish completes commands, options, values and file names', async () => {
  const folder = await folderWith('fish');
  // It makes folders for itself.
  const env = { ...process.env, HOME: folder, XDG_CONFIG_HOME: folder, XDG_DATA_HOME: folder };
  const complete = (line: string) =>
    execFileSync('fish', ['--no-config', '-c', `source ./script; complete -C '${line}'`], {
      ...{ cwd: folder, env, encoding: 'utf8' as const },
    })
      .trim()
      .split('\n')
      .map((each) => each.split('\t')[0]);
  expect(complete('cad h')).toEqual(['help', 'hook']);
  expect(complete('cad fix --colo')).toEqual(['--color']);
  expect(complete('cad fix --color ')).toEqual(['always', 'auto', 'never']);
  expect(complete('cad hook ')).toEqual(['help', 'install', 'run', 'status', 'uninstall']);
  expect(complete('cad completion ')).toEqual(['bash', 'fish', 'zsh']);
  expect(complete('cad fix lo')).toEqual(['lone folder/']);
  expect(complete('cad undo lo')).toEqual(['']);
});

test('another shell is wrong usage', async () => {
  const { status, stderr } = await cad(['completion', 'tcsh']);
  expect([status, stderr.split('\n')[0]]).toEqual([
    2,
    'Error: Command-argument value `tcsh` is invalid for argument `shell`. Allowed choices are bash, zsh, fish.',
  ]);
});
