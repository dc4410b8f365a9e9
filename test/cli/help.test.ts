// The help of every command, and the man page that is made of it.

import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { Command } from 'commander';
import { expect, test } from 'vitest';
import { commandTree } from '../../src/cli/commands.js';
import { cad } from './cad.js';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
const PAGE = `${ROOT}man/cad.1`;

const has = (program: string) => spawnSync(program, ['-V']).error === undefined;

function pathsOf(command: Command, path: string[] = []): string[][] {
  return [
    ...(path.length > 0 ? [path] : []),
    ...command.commands.flatMap((child) => pathsOf(child, [...path, child.name()])),
  ];
}

const PATHS = pathsOf(commandTree(() => {}));

test.each(PATHS.map((path) => [path.join(' '), path] as const))(
  'the help of `cad %s` has examples of it',
  async (name, path) => {
    const { stdout, stderr, status } = await cad([...path, '--help']);
    expect([status, stderr]).toEqual([0, '']);
    expect(stdout.slice(stdout.indexOf('Examples:'))).toContain(`cad ${name}`);
  },
);

test('the man page is as `npm run man` writes it', () => {
  const run = spawnSync(process.execPath, ['scripts/man.js', '--check'], {
    ...{ cwd: ROOT, encoding: 'utf8' as const },
  });
  expect([run.stderr, run.status]).toEqual(['', 0]);
});

test.skipIf(!has('mandoc'))('mandoc finds nothing wrong in the man page', () => {
  const run = spawnSync('mandoc', ['-Tlint', '-Wwarning', PAGE], { encoding: 'utf8' });
  expect([run.stdout, run.status]).toEqual(['', 0]);
});

test.skipIf(!has('man') && !has('mandoc'))('the man page shows every command and option', () => {
  const [program, ...args] = has('mandoc') ? ['mandoc', '-Tutf8', PAGE] : ['man', '-l', PAGE];
  const env = { ...process.env, MANWIDTH: '100', LC_ALL: 'C.UTF-8' };
  const run = spawnSync(program!, args, { encoding: 'utf8', env });
  // Bold letters are struck twice.
  const shown = run.stdout.replaceAll(/.[\b]/g, '');
  for (const path of PATHS) expect(shown).toContain(`cad ${path.join(' ')}`);
  expect(shown).toContain('--min-confidence <p>');
  expect(readFileSync(PAGE, 'utf8')).not.toContain('\t');
});
