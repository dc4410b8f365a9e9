// What `cad fix --json` really prints, against the schema that ships in the package.

import { readFileSync } from 'node:fs';
import { Ajv } from 'ajv';
import { expect, test } from 'vitest';
import { temporaryRepository } from '../git/repository.js';
import { cad, type Ran, TINY_MODEL } from './cad.js';
import { editingOptions, INSTRUCTION } from './seed.js';

const FILES = { 'a.ts': 'let a = 1;\nlet b = 2;\n', 'b.ts': 'let c = 3;\n' };
const ABSTAINING = ['--model', TINY_MODEL, '--max-tokens', '1'];

const schema = JSON.parse(
  readFileSync(new URL('../../schema/events.json', import.meta.url), 'utf8'),
);
const validate = new Ajv().compile(schema);

/** Reads the lines of a run; each has to be as the schema says. */
function linesOf({ stdout }: Ran): { type: string; status?: number; outcome?: { kind: string } }[] {
  return stdout
    .trimEnd()
    .split('\n')
    .map((line) => {
      const value = JSON.parse(line);
      expect(validate(value), `${line}\n${JSON.stringify(validate.errors, null, 1)}`).toBe(true);
      return value;
    });
}

test.each([
  [['--write'], 'written'],
  [['--stage'], 'staged'],
  [['--commit'], 'committed'],
  [['-o', 'x.patch'], 'saved'],
  [[], 'shown'],
])('an edit with %j is as the schema says', async (destination, kind) => {
  const repository = temporaryRepository(FILES);
  const options = await editingOptions(repository.top, 'a.ts');
  const args = ['fix', 'a.ts', INSTRUCTION, ...options, '--json', ...destination];
  const run = await cad(args, { cwd: repository.top });
  const lines = linesOf(run);
  expect(lines.map(({ type }) => type)).toEqual(
    expect.arrayContaining(['loaded', 'prompt', 'outcome']),
  );
  expect(lines.at(-1)).toMatchObject({ status: run.status, outcome: { kind } });
});

test.each([
  ['an edit that is not finished', ['a.ts', 'x y', ...ABSTAINING], '', 'abstained'],
  ['reports that are left', ['--from', '-', ...ABSTAINING], 'b.ts:1: y', 'declined'],
  ['reports about no file', ['--from', '-'], 'no.ts:1: y', 'unreported'],
])('%s is as the schema says', async (_, args, input, kind) => {
  const { top: cwd } = temporaryRepository(FILES);
  const run = await cad(['fix', ...args, '--json'], { cwd, input });
  expect(linesOf(run).at(-1)).toMatchObject({ status: run.status, outcome: { kind } });
});

test.each([
  ['no file', ['fix', 'nope', 'x y'], 3],
  ['no model', ['fix', 'a.ts', 'x y', '--model', 'nope'], 4],
  ['wrong usage', ['fix', 'a.ts', 'x y', '--threads', '0'], 2],
  ['wrong usage of bench', ['bench', '--repeat', '0'], 2],
])('the error of %s is as the schema says', async (_, args, status) => {
  const { top: cwd } = temporaryRepository(FILES);
  const lines = linesOf(await cad([...args, '--json'], { cwd }));
  expect(lines).toMatchObject([{ type: 'error', status }]);
});

test.each([
  { type: 'loaded', loadMs: 1 },
  { type: 'copy', path: 'a', lines: { first: 0, last: 1 } },
  { type: 'error', status: 1, message: 'x' },
  { type: 'outcome', status: 0, outcome: { kind: 'eaten' }, files: [], patch: '' },
])('the schema refuses %j', (value) => {
  expect(validate(value)).toBe(false);
});
