import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { expect, test } from 'vitest';
import { readSettings } from '../../src/cli/config.js';
import { UsageError } from '../../src/errors.js';
import { temporaryFolder } from '../git/repository.js';

/** Makes a repository of configuration files; paths below `user/` are the user's own. */
function folderWith(files: Record<string, string>): { top: string; env: NodeJS.ProcessEnv } {
  const folder = temporaryFolder();
  for (const [path, content] of Object.entries({ 'repo/.git/HEAD': '', ...files })) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), content);
  }
  return { top: join(folder, 'repo'), env: { XDG_CONFIG_HOME: join(folder, 'user') } };
}

test.each([
  ['package.json', '{"name": "x", "cad": {"threads": 3}}'],
  ['.cadrc', 'threads: 3'],
  ['.cadrc', '{"threads": 3}'],
  ['.cadrc.json', '{"threads": 3}'],
  ['.cadrc.yaml', 'threads: 3'],
  ['.cadrc.yml', 'threads: 3'],
])('%s holds settings', async (name, content) => {
  const { top, env } = folderWith({ [`repo/${name}`]: content });
  expect(await readSettings({}, top, env)).toEqual({ threads: 3 });
});

test('a file is looked for upwards to the top of the repository, and not above it', async () => {
  const { top, env } = folderWith({
    'repo/.cadrc': 'seed: 1',
    'repo/a/b/c': '',
    '.cadrc': 'seed: 2',
  });
  expect(await readSettings({}, join(top, 'a/b'), env)).toEqual({ seed: 1 });
  const outside = folderWith({ '.cadrc': 'seed: 2' });
  expect(await readSettings({}, outside.top, outside.env)).toEqual({});
});

test('a package.json that is no JSON has no settings', async () => {
  const { top, env } = folderWith({ 'repo/.cadrc': 'seed: 1', 'repo/package.json': '{' });
  expect(await readSettings({}, top, env)).toEqual({ seed: 1 });
});

test('a package.json without a `cad` key does not end the search', async () => {
  const { top, env } = folderWith({ 'repo/.cadrc': 'seed: 1', 'repo/a/package.json': '{}' });
  expect(await readSettings({}, join(top, 'a'), env)).toEqual({ seed: 1 });
});

test("a flag wins over the environment, over the project's file, over the user's file", async () => {
  const { top, env } = folderWith({
    'repo/.cadrc': 'seed: 3\nmode: program\nthreads: 3',
    'user/cad/config.yaml': 'seed: 4\nmode: rewrite\nthreads: 4\ntrailer: false',
  });
  const settings = await readSettings({ seed: '1' }, top, {
    ...env,
    CAD_SEED: '2',
    CAD_THREADS: '2',
  });
  expect(settings).toEqual({ seed: 1, threads: 2, mode: 'program', trailer: false });
});

test("a model's folder is meant relative to the file that names it", async () => {
  const { top, env } = folderWith({ 'repo/.cadrc': 'model: ./m', 'repo/a/x': '' });
  expect(await readSettings({}, join(top, 'a'), env)).toEqual({ model: join(top, 'm') });
});

test.each([
  [
    'repo/.cadrc.yaml',
    'modle: x',
    '`.cadrc.yaml:1` has the unknown key `modle`.',
    'Did you mean `model`?',
  ],
  [
    'repo/.cadrc',
    'max_tokens: 3',
    '`.cadrc:1` has the unknown key `max_tokens`.',
    'Did you mean `maxTokens`?',
  ],
  [
    'repo/.cadrc',
    'colour: never',
    '`.cadrc:1` has the unknown key `colour`.',
    'Did you mean `color`?',
  ],
  [
    'repo/.cadrc',
    'zzz: 1',
    '`.cadrc:1` has the unknown key `zzz`.',
    'The keys are `$schema`, `model`',
  ],
  [
    'repo/.cadrc',
    'threads: many',
    '`threads` in `.cadrc:1` must be a whole number from 1, got `"many"`.',
    '',
  ],
  [
    'repo/.cadrc',
    'promptCache: -1',
    '`promptCache` in `.cadrc:1` must be a whole number from 0, got `-1`.',
    '',
  ],
  ['repo/.cadrc', 'topP: 2', '`topP` in `.cadrc:1` must be a number from 0.01 to 1, got `2`.', ''],
  [
    'repo/.cadrc',
    'mode: fast',
    '`mode` in `.cadrc:1` must be `program` or `rewrite`, got `"fast"`.',
    '',
  ],
  ['repo/.cadrc', '- 1', '`.cadrc:1` must hold an object of settings.', ''],
  ['repo/.cadrc.json', '{\n  "seed": 1,\n  x\n}', '.cadrc.json:3` cannot be read', ''],
  [
    'user/cad/config.json',
    '{"sed": 1}',
    '`../user/cad/config.json:1` has the unknown key `sed`.',
    '`seed`',
  ],
])('%s with %s is refused', async (path, content, message, hint) => {
  const { top, env } = folderWith({ [path]: content });
  const error = await readSettings({}, top, env).catch((thrown) => thrown);
  expect(error.message).toContain(message);
  expect(error).toMatchObject({ exitStatus: 2 });
  expect(error.hint ?? '').toContain(hint);
});

const RULE = '{ files: "*.ts", instruction: use const }';

test.each([
  ['hook: 3', '`hook` in `.cadrc:2` must be an object, got `3`.'],
  ['hook: {}', '`hook.rules` is missing in `.cadrc:2`.'],
  ['hook: { rules: {} }', '`hook.rules` in `.cadrc:2` must be a list of rules, got an object.'],
  ['hook:\n  rules:\n    - instruction: x', '`hook.rules[0].files` is missing in `.cadrc:4`.'],
  [
    `hook:\n  rules:\n    - ${RULE}\n    - files: "*"`,
    '`hook.rules[1]` in `.cadrc:5` has no `instruction` and no `check`.',
  ],
  [
    'hook:\n  rules:\n    - instruction: x\n      files: []',
    '`hook.rules[0].files` in `.cadrc:5` must be a glob, or a list of them, got a list.',
  ],
  [
    'hook: {\n  "rules": [{ files: "*", instruction: x,\n  "minConfidence": 2 }] }',
    '`hook.rules[0].minConfidence` in `.cadrc:4` must be a number from 0 to 1, got `2`.',
  ],
  [
    'hook:\n  rules: []\n  timeBudgetMs: 0.5',
    '`hook.timeBudgetMs` in `.cadrc:4` must be a whole number from 1 to 2147483647, got `0.5`.',
  ],
  [
    'hook:\n  rules: []\n  strict: yes please',
    '`hook.strict` in `.cadrc:4` must be true or false, got `"yes please"`.',
  ],
])('%s is refused', async (yaml, problem) => {
  const { top, env } = folderWith({ 'repo/.cadrc': `seed: 1\n${yaml}` });
  await expect(readSettings({}, top, env)).rejects.toThrow(new UsageError(problem));
});

test('an unknown key of a rule is answered by the nearest that there is', async () => {
  const rules = { rules: [{ files: '*', instructions: 'x' }] };
  const { top, env } = folderWith({
    'repo/package.json': JSON.stringify({ name: 'x', cad: { hook: rules } }, null, 2),
  });
  const error = await readSettings({}, top, env).catch((thrown) => thrown);
  expect(error.message).toContain('`package.json:8` has the unknown key');
  expect(error.hint).toBe('Did you mean `instruction`?');
});

test('the key `$schema` is allowed, and a number as a text is not', async () => {
  const { top, env } = folderWith({ 'repo/.cadrc': '{"$schema": "./x.json", "threads": 1}' });
  expect(await readSettings({}, top, env)).toEqual({ threads: 1 });
  const quoted = folderWith({ 'repo/.cadrc': '{\n\n"threads": "1"}' });
  await expect(readSettings({}, quoted.top, quoted.env)).rejects.toThrow(
    '`threads` in `.cadrc:3` must be a whole number from 1, got `"1"`.',
  );
});

test('flags and variables are named in their own spelling', async () => {
  const { top, env } = folderWith({});
  await expect(readSettings({ maxTokens: 'x' }, top, env)).rejects.toThrow(
    '`--max-tokens` must be',
  );
  const bad = { ...env, CAD_TOP_P: 'x' };
  await expect(readSettings({}, top, bad)).rejects.toThrow('`CAD_TOP_P` must be');
});

test.each([
  [{ 'repo/.config/config.js': "require('node:fs').writeFileSync('ran', '')" }],
  [
    {
      'repo/package.json': '{"cosmiconfig": {"searchPlaces": ["evil.js"]}}',
      'repo/evil.js': "require('node:fs').writeFileSync('ran', '')",
    },
  ],
  [{ 'repo/.cadrc.js': "require('node:fs').writeFileSync('ran', '')" }],
])('code in a repository is never run: %j', async (files: Record<string, string>) => {
  const { top, env } = folderWith(files);
  const cwd = process.cwd();
  process.chdir(top);
  try {
    expect(await readSettings({}, top, env)).toEqual({});
  } finally {
    process.chdir(cwd);
  }
  expect(existsSync(join(top, 'ran'))).toBe(false);
});

test('a file that is nested deep, or long, is refused without its line', async () => {
  const deep = `{"seed": ${'['.repeat(100_000)}${']'.repeat(100_000)}}`;
  const long = `{"x": 1, "y": "${'y'.repeat(300_000)}"}`;
  for (const text of [deep, long]) {
    const { top, env } = folderWith({ 'repo/.cadrc.json': text });
    await expect(readSettings({}, top, env)).rejects.toThrow(/`\.cadrc\.json`/);
  }
});
