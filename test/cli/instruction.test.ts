import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { type InstructionOptions, readArguments } from '../../src/cli/instruction.js';
import { temporaryFolder } from '../git/repository.js';

const files = ['a.ts', 'b.ts'];

function read(words: string[], options: InstructionOptions = {}, input = '') {
  return readArguments(words, options, {
    exists: (path) => files.includes(path),
    isFile: (path) => files.includes(path),
    readStdin: async () => Buffer.from(input),
  });
}

test('the last argument is the instruction', async () => {
  expect(await read(['a.ts', 'b.ts:3', 'handle null'])).toEqual({
    files: [{ path: 'a.ts' }, { path: 'b.ts', pointed: 3 }],
    instruction: 'handle null',
  });
});

test('with -i all arguments are files, and each -i is a line', async () => {
  expect(await read(['a.ts', 'new.ts'], { instruction: ['one', 'two'] })).toEqual({
    files: [{ path: 'a.ts' }, { path: 'new.ts' }],
    instruction: 'one\ntwo',
  });
});

test('an instruction comes from a file', async () => {
  const instructionFile = join(temporaryFolder(), 'todo.txt');
  writeFileSync(instructionFile, 'rename foo\nto bar\n');
  expect((await read(['a.ts'], { instructionFile })).instruction).toBe('rename foo\nto bar');
});

test('an instruction comes from standard input', async () => {
  expect((await read(['a.ts'], { instructionFile: '-' }, 'rename\n')).instruction).toBe('rename');
});

test('-z reads more paths, which may hold spaces and newlines', async () => {
  const { files: read2 } = await read(
    ['a.ts'],
    { z: true, instruction: ['x'] },
    'b c.ts\0d\ne.ts\0',
  );
  expect(read2.map(({ path }) => path)).toEqual(['a.ts', 'b c.ts', 'd\ne.ts']);
});

test.each<[string, string[], InstructionOptions, string]>([
  ['a file in its place', ['a.ts', 'b.ts'], {}, 'The last argument `b.ts` is a file'],
  [
    'lines of a file in its place',
    ['a.ts', 'b.ts:3-4'],
    {},
    'The last argument `b.ts:3-4` is a file',
  ],
  ['nothing at all', [], {}, 'The instruction is empty.'],
  ['blanks', ['a.ts', ' \n'], {}, 'The instruction is empty.'],
  ['an empty -i', ['a.ts'], { instruction: [''] }, 'The instruction is empty.'],
  ['no file', ['handle null'], {}, 'No file is named.'],
  [
    'both options',
    ['a.ts'],
    { instruction: ['x'], instructionFile: 'y' },
    '`-i` cannot be used with',
  ],
  ['a missing file', ['a.ts'], { instructionFile: '/nonexistent/x' }, 'cannot be read'],
  ['- beside a file', ['-', 'a.ts', 'x y'], {}, 'cannot be edited together'],
  ['lines of -', ['-:3', 'x y'], {}, 'named by `--filename`'],
  ['- and -z', ['-', 'x y'], { z: true }, 'cannot be both the file `-` and `-z`'],
  [
    '- twice',
    ['-'],
    { instructionFile: '-' },
    'cannot be both the file `-` and `--instruction-file -`',
  ],
])('%s is refused', async (_, words, options, message) => {
  await expect(read(words, options)).rejects.toThrow(message);
});
