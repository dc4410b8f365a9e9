// `cad model list`, `verify`, `use`, `path` and `rm`, as real processes.

import * as fs from 'node:fs';
import { join } from 'node:path';
import { beforeEach, describe, expect, test } from 'vitest';
import { EMBEDDED_MODEL } from '../../../src/decode/model/find.js';
import { tinyFiles, transformersFiles } from '../../decode/model/pull/models.js';
import { temporaryFolder } from '../../git/repository.js';
import { cad, TINY_MODEL } from '../cad.js';

const NAME = 'org/name';

let cwd: string;
let env: { XDG_CACHE_HOME: string; XDG_CONFIG_HOME: string };
beforeEach(() => {
  cwd = temporaryFolder();
  env = { XDG_CACHE_HOME: temporaryFolder(), XDG_CONFIG_HOME: temporaryFolder() };
});

const model = (...args: string[]) => cad(['model', ...args], { cwd, env });
const folder = () => join(env.XDG_CACHE_HOME, 'copy-as-decode', 'pulled', 'org', 'name@main');
const configuration = () => join(env.XDG_CONFIG_HOME, 'cad', 'config.json');

async function pulled(files = tinyFiles()): Promise<void> {
  const top = temporaryFolder();
  for (const [path, content] of Object.entries(files)) {
    fs.mkdirSync(join(top, path, '..'), { recursive: true });
    fs.writeFileSync(join(top, path), content);
  }
  expect(await model('pull', NAME, '--from', top)).toMatchObject({ status: 0 });
}

function spoil(name: string): void {
  const bytes = fs.readFileSync(join(folder(), name));
  bytes[9]! ^= 1;
  fs.writeFileSync(join(folder(), name), bytes);
}

describe('list', () => {
  test('shows the embedded model, pulled ones, and the one in use', async () => {
    await pulled(transformersFiles());
    expect((await model('list')).stdout.split('\n')).toEqual([
      expect.stringMatching(/^\* {2}smollm2-135m-edit {2} +\d+ MB {2}whole$/),
      expect.stringMatching(/^ {3}org\/name +29 kB {2}whole {2}q4$/),
      '',
    ]);
    fs.truncateSync(join(folder(), 'config.json'), 3);
    await model('use', NAME);
    const { models } = JSON.parse((await model('list', '--json')).stdout);
    expect(models).toMatchObject([
      { name: EMBEDDED_MODEL, state: 'whole', isUsed: false },
      { name: NAME, folder: folder(), state: 'damaged', isUsed: true, dtype: 'q4' },
    ]);
  });

  test('shows a folder in use, and one that is missing', async () => {
    fs.writeFileSync(join(cwd, '.cadrc'), JSON.stringify({ model: TINY_MODEL }));
    expect((await model('list')).stdout).toContain(`*  ${TINY_MODEL}`);
    fs.writeFileSync(join(cwd, '.cadrc'), '{ "model": "org/other" }');
    expect((await model('list')).stdout).toMatch(/\* {2}org\/other +0 B {2}missing\n/);
  });
});

describe('verify', () => {
  test('reads all models again, and says how to mend one', async () => {
    await pulled();
    expect(await model('verify')).toMatchObject({
      ...{ status: 0, stdout: `\`${EMBEDDED_MODEL}\` is intact.\n\`${NAME}\` is intact.\n` },
    });
    spoil('weights-0.bin');
    const run = await model('verify', NAME);
    expect([run.status, run.stdout]).toEqual([4, '']);
    expect(run.stderr).toContain('`weights-0.bin` of the model `tiny` is corrupt');
    expect(run.stderr).toContain(`Hint: Run \`cad model pull ${NAME}\`.`);
    const { status, stdout } = await model('verify', NAME, EMBEDDED_MODEL, '--json');
    expect([status, JSON.parse(stdout)]).toMatchObject([
      4,
      {
        models: [
          { name: NAME, isIntact: false },
          { name: EMBEDDED_MODEL, isIntact: true },
        ],
      },
    ]);
  });

  test('a model that is not here is status 4', async () => {
    expect(await model('verify', 'org/other')).toMatchObject({
      status: 4,
      stderr:
        'Error: The model `org/other` has not been pulled.\nHint: Run `cad model pull org/other`.\n',
    });
  });
});

describe('use', () => {
  test('writes your own configuration, and keeps what is in it', async () => {
    await pulled();
    fs.mkdirSync(join(env.XDG_CONFIG_HOME, 'cad'));
    fs.writeFileSync(configuration(), '{"threads":1,"hook":{"rules":[]}}');
    const run = await model('use', NAME);
    expect(run).toMatchObject({
      ...{ status: 0, stderr: `\`${configuration()}\` now says to use \`${NAME}\`.\n` },
    });
    expect(JSON.parse(fs.readFileSync(configuration(), 'utf8'))).toEqual({
      ...{ threads: 1, hook: { rules: [] }, model: NAME },
    });
    expect(await model('path')).toMatchObject({ status: 0, stdout: `${folder()}\n` });
  });

  test('says where a repository names another model, and leaves that alone', async () => {
    await pulled();
    fs.writeFileSync(join(cwd, '.cadrc'), `{"model":"${EMBEDDED_MODEL}"}`);
    const { status, stderr } = await model('use', NAME);
    expect([status, stderr]).toEqual([
      0,
      expect.stringContaining(`Warning: Here \`${EMBEDDED_MODEL}\``),
    ]);
    expect(fs.readFileSync(join(cwd, '.cadrc'), 'utf8')).toContain(EMBEDDED_MODEL);
  });

  test('a folder is written so that it is found from anywhere', async () => {
    fs.cpSync(TINY_MODEL, join(cwd, 'tiny'), { recursive: true });
    await model('use', './tiny');
    expect(JSON.parse(fs.readFileSync(configuration(), 'utf8')).model).toBe(join(cwd, 'tiny'));
  });

  test.each<[string, () => void, number, string]>([
    ['a model that is not here', () => {}, 4, 'has not been pulled'],
    ['a configuration in YAML', () => write('config.yaml', 'threads: 1\n'), 2, 'is yours to write'],
    ['a broken configuration', () => write('config.json', '{'), 2, 'cannot be read'],
    ['a configuration that is a list', () => write('config.json', '[]'), 2, 'must hold an object'],
  ])('%s is refused', async (_, prepare, status, message) => {
    if (status !== 4) await pulled();
    prepare();
    const before = fs.readdirSync(env.XDG_CONFIG_HOME, { recursive: true });
    const run = await model('use', NAME);
    expect(run).toMatchObject({ status, stderr: expect.stringContaining(message) });
    expect(fs.readdirSync(env.XDG_CONFIG_HOME, { recursive: true })).toEqual(before);
  });

  function write(name: string, text: string): void {
    fs.mkdirSync(join(env.XDG_CONFIG_HOME, 'cad'), { recursive: true });
    fs.writeFileSync(join(env.XDG_CONFIG_HOME, 'cad', name), text);
  }
});

test('path prints the folder of a model alone', async () => {
  const { stdout } = await model('path', EMBEDDED_MODEL);
  expect(fs.existsSync(join(stdout.trimEnd(), 'manifest.json'))).toBe(true);
  expect(await model('path', 'org/other')).toMatchObject({ status: 4, stdout: '' });
});

describe('rm', () => {
  test('removes what was pulled, and nothing else', async () => {
    await pulled();
    expect(await model('rm', NAME, 'org/other')).toMatchObject({ status: 4 });
    expect(fs.existsSync(folder())).toBe(true);
    expect(await model('rm', NAME)).toMatchObject({ status: 0, stderr: `Removed \`${NAME}\`.\n` });
    expect(fs.readdirSync(join(folder(), '..'))).toEqual([]);
  });

  test('keeps the model in use, and the embedded one', async () => {
    await pulled();
    await model('use', NAME);
    expect(await model('rm', NAME)).toMatchObject({
      status: 3,
      stderr: `Error: The model \`${NAME}\` is in use.\nHint: Run \`cad model use ${EMBEDDED_MODEL}\`, or choose another one.\n`,
    });
    expect(await model('rm', EMBEDDED_MODEL)).toMatchObject({ status: 2 });
    expect(fs.existsSync(folder())).toBe(true);
  });
});
