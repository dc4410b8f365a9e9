// `cad bench` as a real process, over the tiny model. No figure is asserted, only what it follows from.

import { cpSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import type { EditFigures, Figures } from '../../src/cli/bench-figures.js';
import { readSamples } from '../../src/cli/bench-samples.js';
import { childrenOf, isRunning, until } from '../decode/engine/built.js';
import { temporaryFolder } from '../git/repository.js';
import { cad, TINY_MODEL } from './cad.js';
import { TestTerminal } from './terminal.js';

const TINY = ['bench', '--model', TINY_MODEL, '--threads', '1'];

test('figures are one object, and follow from each other', async () => {
  const run = await cad([...TINY, '--repeat', '1', '--json']);
  expect(run).toMatchObject({ status: 0, stderr: '' });
  expect(run.stdout).toMatch(/^\{.*\}\n$/);
  const { model, nContext, copies, prefill, step, edits }: Figures = JSON.parse(run.stdout);
  expect(model).toMatchObject({ name: 'tiny', nThreads: 1, lossless: 'lossless' });
  expect(nContext).toBe(512);
  expect(copies.map(({ nTokens }) => nTokens)).toEqual([8, 16, 32, 64, 128, 256, 512]);
  for (const { nTokens, forwardMs, stepsMs, ratio } of copies) {
    expect(stepsMs).toBeCloseTo(nTokens * step.ms.median);
    expect(ratio).toBeCloseTo(stepsMs / forwardMs.median);
  }
  expect(prefill.tokensPerSecond).toBeCloseTo((1000 * prefill.nTokens) / prefill.ms.median);
  expect(step).toMatchObject({ weightBytes: 266_240, cacheBytes: 2 * 2 * 2 * 16 * 512 * 4 });
  expect(step.ratio).toBeCloseTo(step.ms.median / step.memoryMs);
  expect(edits.map(({ path }) => path)).toEqual(readSamples().map(({ path }) => path));
});

/** Runs `cad bench` with another manifest of the tiny model. */
async function figuresWith(changes: object): Promise<Figures> {
  const folder = temporaryFolder();
  cpSync(TINY_MODEL, folder, { recursive: true });
  const path = join(folder, 'manifest.json');
  const manifest = JSON.parse(readFileSync(path, 'utf8'));
  writeFileSync(path, JSON.stringify({ ...manifest, ...changes }));
  const run = await cad(['bench', '--model', folder, '--threads', '1', '--repeat', '1', '--json']);
  expect(run).toMatchObject({ status: 0, stderr: '' });
  return JSON.parse(run.stdout);
}

test('a model without program mode is compared with itself without drafts', async () => {
  const { edits } = await figuresWith({ prompt: 'chat', modes: ['rewrite'] });
  const [edit] = edits.filter((edit): edit is EditFigures => !('skipped' in edit));
  expect(edit).toMatchObject({ fast: { mode: 'rewrite' }, plain: { mode: 'rewrite' } });
});

test('a short context is filled by half, and samples that do not fit are skipped', async () => {
  const { nContext, copies, edits } = await figuresWith({ context: 600 });
  expect([nContext, copies.at(-1)!.nTokens]).toEqual([300, 256]);
  expect(edits.map((edit) => 'skipped' in edit)).toEqual([true, true, true]);
});

test('a report in a pipe is plain text', async () => {
  const { status, stdout, stderr } = await cad([...TINY, '--repeat', '1']);
  expect([status, stderr]).toEqual([0, '']);
  expect(stdout).not.toMatch(/[^\n\x20-\x7e\x80-\xff]/); // latin1
  expect(stdout).toContain('tiny 0.1.0');
});

test.each<[string[], string]>([
  [['--repeat', '0'], '`--repeat` must be a whole number from 1, got `0`.'],
  [['--repeat', 'x'], '`--repeat` must be a whole number from 1, got `x`.'],
  [['--threads', '0'], '`--threads` must be a whole number from 1, got `0`.'],
  [['--rounds'], 'Unknown option `--rounds`.'],
  [['a.ts'], 'Too many arguments for `bench`. Expected 0 arguments but got 1.'],
])('%j is wrong usage', async (args, message) => {
  const run = await cad(['bench', ...args]);
  expect(run).toMatchObject({ status: 2, stdout: '' });
  expect(run.stderr).toMatch(`Error: ${message}\n`);
});

test('a model that is not there is status 4, as an object too', async () => {
  const run = await cad(['bench', '--model', 'abacus', '--json']);
  expect(run.status).toBe(4);
  const message = 'There is no model `abacus`.';
  expect(JSON.parse(run.stdout)).toMatchObject({ type: 'error', status: 4, message });
  expect(run.stderr).toContain(message);
});

test('help has examples', async () => {
  expect((await cad(['bench', '--help'])).stdout).toContain('cad bench --json > bench.json');
});

test('Ctrl-C ends with status 130, and nothing is left on the line', async () => {
  const terminal = TestTerminal.cad([...TINY, '--repeat', '10000'], temporaryFolder());
  await terminal.see('Measuring · ');
  const children = childrenOf(terminal.pid);
  terminal.press('\x03');
  expect((await terminal.end()).status).toBe(130);
  expect(terminal.text).toMatch(/^(\^C)?\s*Interrupted\.$/);
  expect(terminal.isCursorShown).toBe(true);
  await until(() => !children.some(isRunning));
});

test('the samples are files with one wrong line', () => {
  for (const { path, before, after } of readSamples()) {
    const lines = after.split('\n');
    const changed = before.split('\n').filter((line, n) => line !== lines[n]);
    expect([path, changed.length]).toEqual([path, 1]);
    expect(lines.length).toBeGreaterThan(30);
  }
});
