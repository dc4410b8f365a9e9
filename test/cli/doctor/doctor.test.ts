// `cad doctor` in real troubles: each ends with one thing to do, and the status that `cad fix` would have.

import { appendFileSync, cpSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { temporaryFolder, temporaryRepository } from '../../git/repository.js';
import { CLEAN, cad, type Ran, TINY_MODEL } from '../cad.js';

interface Report {
  readonly status: number;
  readonly findings: { name: string; found: string; todo?: string; status?: number }[];
}

const TINY = ['--model', TINY_MODEL, '--threads', '1'];

async function doctor(options = TINY, env = {}, cwd = temporaryRepository({ 'a.ts': '' }).top) {
  const run = await cad(['doctor', '--json', ...options], { cwd, env });
  return { run, report: JSON.parse(run.stdout) as Report };
}

/** Expects a run to fail by one finding alone. */
function expectTrouble({ run, report }: { run: Ran; report: Report }, name: string) {
  const wrong = report.findings.filter(({ status }) => status !== undefined);
  expect(wrong.map((finding) => finding.name)).toEqual([name]);
  expect([run.status, run.stderr]).toEqual([report.status, '']);
  return { ...wrong[0]!, status: report.status };
}

/** A folder whose `git` is a script. */
function pathWithGit(script: string): string {
  const folder = temporaryFolder();
  writeFileSync(join(folder, 'git'), `#!/bin/sh\n${script}\n`, { mode: 0o755 });
  return folder;
}

test('where all is well the status is 0, and the text says so', async () => {
  const { run, report } = await doctor();
  expect([run.status, report.status]).toEqual([0, 0]);
  const names = report.findings.map(({ name }) => name);
  expect(names).toEqual(
    expect.arrayContaining(['cad', 'node', 'git', 'repository', 'onnxruntime', 'cpu', 'model']),
  );
  const of = (name: string) => report.findings.find((finding) => finding.name === name)!;
  expect(of('cpu')).toEqual({ name: 'cpu', found: 'works' });
  expect(of('model').found).toMatch(/^tiny 0\.1\.0 in .+: whole, loaded in \d+ ms, lossless$/);
  const { top } = temporaryRepository();
  const plain = await cad(['doctor', ...TINY], { cwd: top });
  expect(plain.stdout).toMatch(/^ok {4}model +tiny .+\n`cad fix` works here\.\n$/m);
});

test.skipIf(process.platform !== 'linux')(
  'devices without their libraries are notes, each with one thing to do',
  async () => {
    // No driver is found, whatever this machine has.
    const { run, report } = await doctor(TINY, {
      VK_DRIVER_FILES: '/dev/null',
      VK_ICD_FILENAMES: '/dev/null',
    });
    const of = (name: string) => report.findings.find((finding) => finding.name === name)!;
    expect(of('webgpu').todo).toMatch(/^For a GPU, install its Vulkan driver/);
    if (!of('cuda').found.startsWith('works')) {
      expect(of('cuda').todo).toMatch(/^(For an NVIDIA GPU, run `npm rebuild|Update the NVIDIA)/);
    }
    expect(run.status).toBe(0);
  },
);

test('no model is status 4', async () => {
  const folder = temporaryFolder();
  const found = expectTrouble(await doctor(['--model', folder]), 'model');
  expect(found).toMatchObject({ status: 4, found: expect.stringContaining('holds no model') });
  expect(found.todo).toMatch(/^.+\.$/);
});

test.each(['model.onnx', 'weights-0.bin', 'tokenizer.json'])(
  'a model whose `%s` is damaged is status 4',
  async (name) => {
    const folder = join(temporaryFolder(), 'model');
    cpSync(TINY_MODEL, folder, { recursive: true });
    appendFileSync(join(folder, name), 'x');
    const found = expectTrouble(await doctor(['--model', folder]), 'model');
    expect(found).toMatchObject({ status: 4, found: expect.stringContaining(`\`${name}\``) });
    expect(found.todo).toMatch(/^.+\.$/);
  },
);

test('a model that lacks a file is status 4', async () => {
  const folder = join(temporaryFolder(), 'model');
  cpSync(TINY_MODEL, folder, { recursive: true });
  rmSync(join(folder, 'weights-0.bin'));
  expect(expectTrouble(await doctor(['--model', folder]), 'model').status).toBe(4);
});

test('a cache folder that cannot be written is a note', async () => {
  const file = join(temporaryFolder(), 'file');
  writeFileSync(file, '');
  const { run, report } = await doctor(TINY, { XDG_CACHE_HOME: file });
  const cache = report.findings.find(({ name }) => name === 'cache')!;
  expect(cache.found).toContain('cannot be written');
  expect(cache.todo).toBe('Let `XDG_CACHE_HOME` name a folder that you can write.');
  expect(run.status).toBe(0);
});

test('an old Git, and none, are status 3', async () => {
  const old = pathWithGit('echo git version 1.8.3.1');
  const found = expectTrouble(await doctor(TINY, { PATH: `${old}:${CLEAN.PATH}` }), 'git');
  expect(found).toMatchObject({ status: 3, found: '1.8.3.1 is too old' });
  expect(found.todo).toBe('Install Git 2.30 or newer.');
  const none = expectTrouble(await doctor(TINY, { PATH: temporaryFolder() }), 'git');
  expect(none.todo).toBe('Install Git, and see that `git` is in the PATH.');
});

test('a folder that is no repository is status 3', async () => {
  const found = expectTrouble(await doctor(TINY, {}, temporaryFolder()), 'repository');
  expect(found).toMatchObject({ status: 3, todo: expect.stringContaining('`git init`') });
});

test('an operation of Git that is not finished is a note', async () => {
  const made = temporaryRepository({ 'a.ts': '' });
  mkdirSync(made.path('.git/rebase-merge'));
  const { run, report } = await doctor(TINY, {}, made.top);
  const { found, todo } = report.findings.find(({ name }) => name === 'repository')!;
  expect(found).toContain('a rebase is in progress');
  expect([todo?.slice(0, 9), run.status]).toEqual(['Finish it', 0]);
});

test('on an Intel Mac the inference library has no build', async () => {
  const pretend =
    "Object.defineProperty(process,'arch',{value:'x64'});" +
    "Object.defineProperty(process,'platform',{value:'darwin'})";
  const env = { NODE_OPTIONS: `--import=data:text/javascript,${pretend}` };
  const found = expectTrouble(await doctor(TINY, env), 'onnxruntime');
  expect(found).toMatchObject({ status: 4, found: expect.stringContaining('darwin-x64') });
  expect(found.todo).toContain('no build for Intel Macs');
});

test('wrong configuration is status 2', async () => {
  const made = temporaryRepository({ '.cadrc': 'sead: 1\n' });
  const run = await cad(['doctor', '--json'], { cwd: made.top });
  expect(JSON.parse(run.stdout)).toMatchObject({ type: 'error', status: 2 });
  expect(run).toMatchObject({ status: 2, stderr: expect.stringContaining('`.cadrc:1`') });
});
