import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { expect, test } from 'vitest';
import { readSettings } from '../../src/cli/config.js';
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
    '`.cadrc.yaml` has the unknown key `modle`.',
    'Did you mean `model`?',
  ],
  [
    'repo/.cadrc',
    'max_tokens: 3',
    '`.cadrc` has the unknown key `max_tokens`.',
    'Did you mean `maxTokens`?',
  ],
  [
    'repo/.cadrc',
    'colour: never',
    '`.cadrc` has the unknown key `colour`.',
    'Did you mean `color`?',
  ],
  ['repo/.cadrc', 'zzz: 1', '`.cadrc` has the unknown key `zzz`.', 'The keys are `model`'],
  [
    'repo/.cadrc',
    'threads: many',
    '`threads` in `.cadrc` must be a whole number from 1, got `many`.',
    '',
  ],
  [
    'repo/.cadrc',
    'promptCache: -1',
    '`promptCache` in `.cadrc` must be a whole number from 0, got `-1`.',
    '',
  ],
  ['repo/.cadrc', 'topP: 2', '`topP` in `.cadrc` must be a number from 0.01 to 1, got `2`.', ''],
  [
    'repo/.cadrc',
    'mode: fast',
    '`mode` in `.cadrc` must be `program` or `rewrite`, got `fast`.',
    '',
  ],
  ['repo/.cadrc', '- 1', '`.cadrc` must hold an object of settings.', ''],
  ['repo/.cadrc.json', '{', 'cannot be read', ''],
  [
    'user/cad/config.json',
    '{"sed": 1}',
    '`../user/cad/config.json` has the unknown key `sed`.',
    '`seed`',
  ],
])('%s with %s is refused', async (path, content, message, hint) => {
  const { top, env } = folderWith({ [path]: content });
  const error = await readSettings({}, top, env).catch((thrown) => thrown);
  expect(error.message).toContain(message);
  expect(error).toMatchObject({ exitStatus: 2 });
  expect(error.hint ?? '').toContain(hint);
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
