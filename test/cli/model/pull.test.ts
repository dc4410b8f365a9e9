// `cad model pull` as a real process: several at once, interrupted, through a proxy, without a network.

import { execFileSync, spawn } from 'node:child_process';
import * as fs from 'node:fs';
import { createServer } from 'node:http';
import { type AddressInfo, connect } from 'node:net';
import { join } from 'node:path';
import { beforeEach, describe, expect, onTestFinished, test } from 'vitest';
import { type Fault, sha256, TestHub } from '../../decode/model/pull/hub.js';
import { noise, tinyFiles, transformersFiles } from '../../decode/model/pull/models.js';
import { temporaryFolder } from '../../git/repository.js';
import { CAD, CLEAN, cad } from '../cad.js';
import { TestTerminal } from '../terminal.js';

const NAME = 'org/name';

let cache: string;
let env: NodeJS.ProcessEnv;
beforeEach(() => {
  cache = temporaryFolder();
  env = { XDG_CACHE_HOME: cache };
});

const model = (...args: string[]) => cad(['model', ...args], { env });
const placeOf = (name: string) => join(cache, 'copy-as-decode', 'pulled', name);
const folder = () => placeOf(`${NAME}@main`);

async function hubWith(files: Record<string, Buffer>, fault?: Fault): Promise<TestHub> {
  const hub = await TestHub.start(files);
  if (fault) hub.fault = ({ path }) => (path === 'onnx/model_q4.onnx_data' ? fault : undefined);
  env = { ...env, HF_ENDPOINT: hub.url };
  return hub;
}

/** A large file, and little beside it. */
function heavyFiles(nBytes: number): Record<string, Buffer> {
  const { 'onnx/model_q4.onnx_data_1': _, ...files } = transformersFiles();
  return { ...files, 'onnx/model_q4.onnx_data': noise(nBytes, 'heavy') };
}

test('two processes get one right file of 50 MB, cut every 5 MB and wrong once', {
  timeout: 180_000,
}, async () => {
  const hub = await hubWith(heavyFiles(50_000_000));
  const path = 'onnx/model_q4.onnx_data';
  const wrong = Buffer.from(hub.files[path]!);
  wrong[49_000_000]! ^= 1;
  let isWrong = true;
  hub.fault = (asked) => {
    if (asked.path !== path) return undefined;
    // The first time round the last part is wrong.
    if (asked.from > 44_000_000 && isWrong) {
      isWrong = false;
      return { content: wrong };
    }
    return { cutAfter: 5_000_000 };
  };
  const runs = await Promise.all([model('pull', NAME), model('pull', NAME)]);
  expect(runs.map(({ status, stdout }) => [status, stdout])).toEqual([
    [0, ''],
    [0, ''],
  ]);
  const said = runs.map(({ stderr }) => stderr).sort();
  expect(said[0]).toContain('waiting\nNothing to pull');
  expect(said[1]).toContain(`Pulled \`${NAME}\` (q4, 50 MB).`);
  expect(fs.readdirSync(placeOf('org'))).toEqual(['name@main']);
  const right = sha256(hub.files[path]!);
  expect(sha256(fs.readFileSync(join(folder(), 'model_q4.onnx_data')))).toBe(right);
  expect(isWrong).toBe(false);
  expect(hub.askedOf(path).filter(({ from }) => from === 0)).toHaveLength(2);
  expect(await model('verify', NAME)).toMatchObject({
    status: 0,
    stdout: `\`${NAME}\` is intact.\n`,
  });
});

describe('an interrupt', () => {
  test('Ctrl-C ends with 130 and leaves a part, which the next pull goes on with', async () => {
    const hub = await hubWith(heavyFiles(3_000_000), { stallAfter: 1_000_000 });
    const terminal = TestTerminal.cad(['model', 'pull', NAME], cache, env);
    await terminal.see('Pulling · 1.0 MB of 3.0 MB');
    terminal.press('\x03');
    expect(await terminal.end()).toMatchObject({ status: 130 });
    expect(terminal.text).toMatch(/^(\^C)?\s*Interrupted\.$/);
    expect(terminal.isCursorShown).toBe(true);
    expect((await model('list')).stdout).toMatch(/ org\/name +1\.0 MB {2}partly pulled\n/);
    hub.fault = () => undefined;
    expect(await model('pull', NAME)).toMatchObject({ status: 0 });
    expect(hub.askedOf('onnx/model_q4.onnx_data').map(({ from }) => from)).toEqual([0, 1_000_000]);
  });

  test('a killed pull keeps nobody from the next one', { timeout: 60_000 }, async () => {
    const hub = await hubWith(heavyFiles(3_000_000), { stallAfter: 1_000_000 });
    const child = spawn(process.execPath, [CAD, 'model', 'pull', NAME], {
      env: { ...CLEAN, ...env },
    });
    while (hub.askedOf('onnx/model_q4.onnx_data').length === 0) {
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
    child.kill('SIGKILL');
    hub.fault = () => undefined;
    const { status, stderr } = await model('pull', NAME);
    expect([status, stderr]).toEqual([0, expect.stringContaining('Pulled `org/name`')]);
  });
});

test('a log has a line for what was brought, an object all that is known', async () => {
  await hubWith(tinyFiles());
  const { status, stdout, stderr } = await model('pull', NAME, '--json');
  expect([status, stderr]).toEqual([
    0,
    expect.stringMatching(/^Pulling `org\/name`: 7 files, 471 kB\.\n( {2}.+ k?B\n)+$/),
  ]);
  expect(JSON.parse(stdout)).toMatchObject({
    ...{ type: 'pulled', repo: NAME, revision: 'main', folder: folder(), isNew: true },
  });
  const failed = await model('pull', 'org/other', '--json');
  expect([failed.status, JSON.parse(failed.stdout)]).toMatchObject([
    4,
    { type: 'error', status: 4 },
  ]);
});

test('a pulled model edits a file', { timeout: 120_000 }, async () => {
  await hubWith(tinyFiles());
  await model('pull', NAME);
  const args = ['fix', '-', '--filename', 'a.ts', '--model', NAME, '--max-tokens', '20', 'fix it'];
  const run = await cad(args, { env, input: 'let a = 1;\n' });
  expect(run.stderr).not.toContain('Error');
  expect([0, 1]).toContain(run.status);
});

test('proxies of the environment are followed, and their exceptions', async () => {
  const hub = await hubWith(transformersFiles());
  const asked: string[] = [];
  const proxy = createServer().on('connect', (request, socket) => {
    asked.push(request.url!);
    // The name that the client asks for is one that only the proxy knows.
    const port = Number(request.url!.split(':')[1]);
    const onward = connect(port, '127.0.0.1', () => {
      socket.write('HTTP/1.1 200 OK\r\n\r\n');
      onward.pipe(socket).pipe(onward);
    });
    onward.on('error', () => socket.destroy());
    socket.on('error', () => onward.destroy());
  });
  await new Promise<void>((resolve) => proxy.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => void proxy.close().closeAllConnections());
  const { port } = proxy.address() as AddressInfo;
  const HF_ENDPOINT = hub.url.replace('127.0.0.1', 'hub.invalid');
  env = { ...env, HF_ENDPOINT, http_proxy: `http://127.0.0.1:${port}` };
  expect(await model('pull', NAME)).toMatchObject({ status: 0 });
  expect(asked).toContain(new URL(HF_ENDPOINT).host);
  const nAsked = asked.length;
  env = { ...env, HF_ENDPOINT: hub.url, no_proxy: '127.0.0.1' };
  expect(await model('pull', NAME)).toMatchObject({ status: 0 });
  expect(asked).toHaveLength(nAsked);
});

describe('without a network', () => {
  beforeEach(() => {
    env = { ...env, HF_ENDPOINT: 'http://127.0.0.1:1' };
  });

  function written(files: Record<string, Buffer>): string {
    const top = temporaryFolder();
    for (const [path, content] of Object.entries(files)) {
      fs.mkdirSync(join(top, path, '..'), { recursive: true });
      fs.writeFileSync(join(top, path), content);
    }
    return top;
  }

  test.each<[string, Record<string, Buffer>, string]>([
    ['a clone', transformersFiles(), 'model_q4.onnx'],
    ['a model of our own', tinyFiles(), 'model.onnx'],
  ])('%s is taken from a folder, and from an archive of it', async (_, files, graph) => {
    const top = written(files);
    expect(await model('pull', NAME, '--from', top)).toMatchObject({ status: 0 });
    expect(fs.existsSync(join(folder(), graph))).toBe(true);
    for (const args of [
      ['-C', top, '.'],
      ['-C', join(top, '..'), top.split('/').at(-1)!],
    ]) {
      const archive = join(temporaryFolder(), 'model.tar.gz');
      execFileSync('tar', ['-czf', archive, ...args]);
      await model('rm', NAME);
      expect(await model('pull', NAME, '--from', archive)).toMatchObject({ status: 0 });
      expect(await model('verify', NAME)).toMatchObject({ status: 0 });
      expect(fs.readdirSync(placeOf('org'))).toEqual(['name@main']);
    }
  });

  test('the folder of a pulled model is taken with all that is known of it', async () => {
    await hubWith(transformersFiles());
    await model('pull', NAME, '--dtype', 'q8');
    const { commit } = JSON.parse(fs.readFileSync(join(folder(), 'pulled.json'), 'utf8'));
    const copy = join(temporaryFolder(), 'copy');
    fs.renameSync(folder(), copy);
    env = { ...env, HF_ENDPOINT: 'http://127.0.0.1:1' };
    expect(await model('pull', NAME, '--from', copy)).toMatchObject({ status: 0 });
    const { models } = JSON.parse((await model('list', '--json')).stdout);
    expect(models[1]).toMatchObject({ name: NAME, commit, dtype: 'q8', state: 'whole' });
    const other = await model('pull', NAME, '--from', copy, '--dtype', 'q4');
    expect(other).toMatchObject({ status: 2, stderr: expect.stringContaining('one graph only') });
  });

  test.each<[string, string[], number, string]>([
    ['nothing', ['--from', '/nonexistent'], 2, '`/nonexistent` of `--from` does not exist.'],
    ['a text', ['--from', CAD], 2, 'is no folder, and no tar archive that can be read.'],
    ['a folder without a model', ['--from', join(CAD, '..')], 2, 'has no `config.json`'],
  ])('%s is refused', async (_, args, status, message) => {
    const run = await model('pull', NAME, ...args);
    expect(run).toMatchObject({ status, stdout: '', stderr: expect.stringContaining(message) });
    expect(fs.existsSync(folder())).toBe(false);
  });

  test('a clone without its large files is refused', async () => {
    const pointer = 'version https://git-lfs.github.com/spec/v1\noid sha256:00\nsize 5000\n';
    const top = written({ ...transformersFiles(), 'onnx/model_q4.onnx': Buffer.from(pointer) });
    const { status, stderr } = await model('pull', NAME, '--from', top);
    expect([status, stderr]).toEqual([4, expect.stringContaining('only a pointer of Git LFS')]);
    expect(stderr).toContain('Hint: Run `git lfs pull` where it was cloned.\n');
  });
});

test.each<[string[], string]>([
  [['pull', 'name'], '`name` is not the name of a model on the hub.'],
  [['pull', '../x'], '`../x` is not the name of a model on the hub.'],
  [['pull', 'org/name@'], '`org/name@` is not the name of a model on the hub.'],
  [['pull', NAME, '--dtype', 'q5'], 'argument `q5` is invalid'],
  [['pull'], 'Missing required argument `model`.'],
])('%j is wrong usage', async (args, message) => {
  expect(await model(...args)).toMatchObject({
    ...{ status: 2, stdout: '', stderr: expect.stringContaining(message) },
  });
});

test('`HF_ENDPOINT` must be an address', async () => {
  env = { ...env, HF_ENDPOINT: 'hub' };
  const { status, stderr } = await model('pull', NAME);
  expect([status, stderr]).toEqual([
    2,
    'Error: `HF_ENDPOINT` must be the address of a hub, got `hub`.\n',
  ]);
});
