import { fork } from 'node:child_process';
import { cpSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeEach, describe, expect, test, vi } from 'vitest';
import type { Device } from '../../../src/decode/engine/devices.js';
import { runtimeVersion } from '../../../src/decode/engine/session.js';
import { readManifest } from '../../../src/decode/model/manifest.js';
import { measureKey, readStamp, writeStamp } from '../../../src/decode/model/stamp.js';
import { TINY_MODEL, temporaryFolder, useTemporaryCache } from '../tiny-model.js';

vi.mock('node:child_process', { spy: true });

// The compiled one: its processes run from there.
const built = new URL('../../../dist/decode/engine/choose-device.js', import.meta.url).href;
const { chooseDevice }: typeof import('../../../src/decode/engine/choose-device.js') = await import(
  built
);

const options = { threads: 1 };
const keyOf = (folder: string) => measureKey(readManifest(folder), runtimeVersion(), options);
const known = () => readStamp(TINY_MODEL).fastest;
const remember = (fastest: Record<string, Device>) =>
  writeStamp(TINY_MODEL, { files: {}, measured: {}, fastest });

beforeEach(() => {
  useTemporaryCache();
  vi.mocked(fork).mockClear();
  // No driver is found, whatever this machine has.
  process.env.VK_DRIVER_FILES = '/dev/null';
  process.env.VK_ICD_FILENAMES = '/dev/null';
});

describe.runIf(process.platform === 'linux')('without a GPU', () => {
  const key = keyOf(TINY_MODEL);

  test('the CPU is chosen, and nothing is tried a second time', async () => {
    expect(await chooseDevice(TINY_MODEL, options)).toBe('cpu');
    expect(known()).toEqual({ [key]: 'cpu' });
    expect(fork).toHaveBeenCalled();
    vi.mocked(fork).mockClear();
    expect(await chooseDevice(TINY_MODEL, options)).toBe('cpu');
    expect(fork).not.toHaveBeenCalled();
  });

  test('a device that has gone is the CPU until it is back', async () => {
    remember({ [key]: 'dml' });
    expect(await chooseDevice(TINY_MODEL, options)).toBe('cpu');
    expect(known()).toEqual({ [key]: 'dml' });
  });

  test('what is known is measured again when asked', async () => {
    remember({ [key]: 'dml' });
    expect(await chooseDevice(TINY_MODEL, { ...options, again: true })).toBe('cpu');
    expect(known()).toEqual({ [key]: 'cpu' });
  });
});

test('a model that has no graph for GPUs tries none', async () => {
  const folder = join(temporaryFolder(), 'model');
  cpSync(TINY_MODEL, folder, { recursive: true });
  const path = join(folder, 'manifest.json');
  const { gpuGraph: _, ...manifest } = JSON.parse(readFileSync(path, 'utf8'));
  writeFileSync(path, JSON.stringify(manifest));
  expect(await chooseDevice(folder, options)).toBe('cpu');
  expect(fork).not.toHaveBeenCalled();
});
