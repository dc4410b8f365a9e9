// Bad input: one clear sentence, the right exit status, nothing changed.

import {
  appendFileSync,
  cpSync,
  mkdirSync,
  readdirSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { type TestRepository, temporaryFolder, temporaryRepository } from '../git/repository.js';
import { cad, type Ran, TINY_MODEL } from './cad.js';

const MODEL = ['--model', TINY_MODEL];

function repository(): TestRepository {
  const made = temporaryRepository({
    'a.ts': 'one\ntwo\n',
    'image.png': Uint8Array.of(0x89, 0x50, 0, 0, 1, 0),
    'wide.txt': Buffer.from('\ufeffwide\n', 'utf16le'),
    '.env': 'KEY=1\n',
    '.gitignore': 'dist\n',
  });
  mkdirSync(made.path('dist'));
  made.write('dist/a.js', 'one\n');
  symlinkSync('/etc/hostname', made.path('outside'));
  return made;
}

function expectRefusal(run: Ran, status: number, sentence: string | RegExp): void {
  expect(run.stderr).toMatch(sentence);
  expect(run.stderr).toMatch(/^Error: .+\.\n( {2}.+\n)*(Hint: .+\n)?$/);
  expect(run).toMatchObject({ stdout: '', status });
}

test.each<[string, string[], number, string]>([
  ['a missing file', ['nope.ts', 'x y'], 3, '`nope.ts` cannot be read: the file does not exist.'],
  ['a directory', ['dist', 'x y'], 3, '`dist` is a directory.'],
  ['a binary file', ['image.png', 'x y'], 3, '`image.png` is binary'],
  ['a UTF-16 file', ['wide.txt', 'x y'], 3, '`wide.txt` is UTF-16'],
  ['a symlink out of the repository', ['outside', 'x y'], 3, '`outside` leaves its repository'],
  ['a file of Git', ['.git/config', 'x y'], 3, 'belongs to Git'],
  ['an ignored file', ['dist/a.js', 'x y'], 3, '--force'],
  ['a secret', ['.env', 'x y'], 3, '--force'],
  ['an empty instruction', ['a.ts', ''], 2, 'The instruction is empty.'],
  ['no instruction', ['a.ts'], 2, 'there is no instruction'],
  ['a file named twice', ['a.ts', './a.ts', 'x y'], 2, '`./a.ts` is named twice.'],
  ['a fence outside the file', ['a.ts:2-3', 'x y'], 2, 'Lines 2-3 are outside `a.ts`.'],
  ['a line outside the file', ['a.ts:9', 'x y'], 2, 'Line 9 is outside `a.ts`.'],
  ['an unknown option', ['a.ts', 'x y', '--wirte'], 2, 'Did you mean `--write`?'],
  ['options that conflict', ['a.ts', 'x y', '--write', '--stage'], 2, 'cannot be used with'],
  ['an unknown mode', ['a.ts', 'x y', '--mode', 'fast'], 2, '`--mode` must be'],
  ['a number that is none', ['a.ts', 'x y', '--threads', 'many'], 2, '`--threads` must be'],
  ['a size that is none', ['a.ts', 'x y', '--prompt-cache', '1GB'], 2, '`--prompt-cache` must be'],
  ['-m without --commit', ['a.ts', 'x y', '-m', 'z'], 2, '`--message` needs `--commit`'],
  ['an instruction like an option', ['a.ts', '-x is not y'], 2, 'Hint: Put `--` before'],
  ['--filename without -', ['a.ts', 'x y', '--filename', 'x.ts'], 2, '`--filename`'],
  ['-i with --from', ['-i', 'x', '--from', 'a.ts'], 2, '`-i` cannot be used with `--from`.'],
  ['an instruction with --from', ['x y', '--from', 'a.ts'], 2, '`x y` is not a file.'],
  ['reports that are not there', ['--from', 'nope'], 3, '`nope` cannot be read'],
  ['a symbol that is not there', ['a.ts', 'x y', '--symbol', 'f'], 2, '`a.ts` declares no `f`.'],
  ['a share above 1', ['a.ts', 'x y', '--min-confidence', '2'], 2, '`--min-confidence` must be'],
  ['a missing model', ['a.ts', 'x y', '--model', 'nope'], 4, '`nope`'],
])('%s is refused', async (_, args, status, sentence) => {
  const made = repository();
  const before = made.snapshot();
  const usual = args.includes('--model') ? args : [...args, ...MODEL];
  expectRefusal(await cad(['fix', ...usual], { cwd: made.top }), status, sentence);
  expect(made.snapshot()).toBe(before);
});

test('a folder without a repository is refused', async () => {
  const cwd = temporaryFolder();
  writeFileSync(join(cwd, 'a.ts'), 'one\n');
  expectRefusal(await cad(['fix', 'a.ts', 'x y', ...MODEL], { cwd }), 3, /Hint: .*`git init`/);
});

test('an unknown configuration key is refused, with the file and a suggestion', async () => {
  const made = repository();
  made.write('.cadrc.json', '{"thread": 1}');
  const run = await cad(['fix', 'a.ts', 'x y', ...MODEL], { cwd: made.top });
  expectRefusal(
    run,
    2,
    '`.cadrc.json:1` has the unknown key `thread`.\nHint: Did you mean `threads`?',
  );
});

test('a corrupt model is refused', async () => {
  const made = repository();
  const model = join(temporaryFolder(), 'model');
  cpSync(TINY_MODEL, model, { recursive: true });
  const shard = readdirSync(model).find((name) => name.startsWith('weights'))!;
  appendFileSync(join(model, shard), 'x');
  const run = await cad(['fix', 'a.ts', 'x y', '--model', model], { cwd: made.top });
  expectRefusal(run, 4, `\`${shard}\``);
});

test('a file longer than the context is refused', async () => {
  const made = temporaryRepository({ 'big.ts': 'const value = 1;\n'.repeat(5000) });
  expectRefusal(await cad(['fix', 'big.ts', 'x y', ...MODEL], { cwd: made.top }), 4, 'context');
});

test('with --json the refusal is the last object on standard output, too', async () => {
  const made = repository();
  const { stdout, stderr, status } = await cad(['fix', 'nope', 'x y', '--json'], { cwd: made.top });
  expect(JSON.parse(stdout)).toEqual({
    type: 'error',
    status: 3,
    message: '`nope` cannot be read: the file does not exist.',
  });
  expect([stderr, status]).toEqual(['Error: `nope` cannot be read: the file does not exist.\n', 3]);
});
