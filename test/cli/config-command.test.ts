import { readFileSync } from 'node:fs';
import { toJsonSchema } from '@valibot/to-json-schema';
import { Ajv } from 'ajv';
import * as v from 'valibot';
import { expect, test } from 'vitest';
import { CONFIGURATION } from '../../src/cli/schema.js';
import { temporaryRepository } from '../git/repository.js';
import { cad } from './cad.js';

const FILE = new URL('../../schema/config.json', import.meta.url);

test('each setting is printed with where it comes from', async () => {
  const made = temporaryRepository({ '.cadrc': 'threads: 2\nseed: 1\n', 'sub/a.ts': '' });
  const env = { CAD_SEED: '7' };
  const { stdout, stderr, status } = await cad(['config'], { cwd: made.path('sub'), env });
  expect([stderr, status]).toEqual(['', 0]);
  expect(stdout).toMatch(/^threads +2 +\.\.\/\.cadrc$/m);
  expect(stdout).toMatch(/^seed +7 +CAD_SEED$/m);
  expect(stdout).toMatch(/^candidates +3 +default$/m);
  expect(stdout).toMatch(/^maxTokens +- +default$/m);
  const json = await cad(['config', '--json'], { cwd: made.path('sub'), env });
  expect(JSON.parse(json.stdout)).toMatchObject({
    threads: { value: 2, from: 'project', file: made.path('.cadrc') },
    seed: { value: 7, from: 'environment', variable: 'CAD_SEED' },
    candidates: { value: 3, from: 'default' },
    hook: { value: null, from: 'default' },
  });
});

test('a wrong file is refused, as an object too', async () => {
  const made = temporaryRepository({ '.cadrc': 'seed: 1\nsead: 2\n' });
  const { stdout, stderr, status } = await cad(['config', '--json'], { cwd: made.top });
  const message = '`.cadrc:2` has the unknown key `sead`.';
  const hint = 'Did you mean `seed`?';
  expect(JSON.parse(stdout)).toEqual({ type: 'error', status: 2, message, hint });
  expect([stderr, status]).toEqual([`Error: ${message}\nHint: ${hint}\n`, 2]);
});

test('the schema that ships is the one that files are checked by', () => {
  const ships = JSON.parse(readFileSync(FILE, 'utf8'));
  const { $schema: _, ...made } = toJsonSchema(CONFIGURATION, {
    ignoreActions: ['check', 'title'],
    typeMode: 'input',
  });
  expect(ships, 'run `npm run schemas`').toMatchObject(made);
});

const RULE = { files: '*.ts', instruction: 'use const' };

test.each([
  {},
  { $schema: 'x', model: 'm', trailer: false, topP: 0.5 },
  { hook: { rules: [RULE, { files: ['*', '!x'], check: 'lint' }] } },
  { modle: 'm' },
  { threads: 0 },
  { threads: '1' },
  { trailer: true },
  { hook: {} },
  { hook: { rules: [{ files: '*' }] } },
  { hook: { rules: [{ ...RULE, files: [] }] } },
  { hook: { rules: [{ ...RULE, timeBudgetMs: 2 ** 31 }] } },
  { hook: { rules: [], strict: 1 } },
  [],
])('the schema that ships says of %j what `cad` says', (value) => {
  const isValid = new Ajv().compile(JSON.parse(readFileSync(FILE, 'utf8')));
  const isTaken = !Array.isArray(value) && v.safeParse(CONFIGURATION, value).success;
  expect(isValid(value)).toBe(isTaken);
});
