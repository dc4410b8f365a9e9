// What `cad doctor` says of the inference library, of devices, and of the model.

import {
  askRuntime,
  DEVICES,
  type Device,
  type Found,
  probeDevice,
} from '../../decode/engine/devices.js';
import { startDecoder } from '../../decode/engine/process.js';
import { findModel } from '../../decode/model/find.js';
import { readManifest } from '../../decode/model/manifest.js';
import { verify } from '../../decode/model/verify.js';
import { EXIT } from '../../errors.js';
import { interrupted } from '../interrupt.js';
import type { Settings } from '../settings.js';
import { type Finding, failed } from './finding.js';

export async function engineFindings(settings: Settings): Promise<Finding[]> {
  const runtime = await askRuntime();
  if (runtime.problem !== undefined) return [unloadable(runtime.problem)];
  const { version, backends } = runtime.value;
  const devices = [];
  for (const device of DEVICES.filter((each) => backends.includes(each))) {
    devices.push(deviceFinding(device, await probeDevice(device)));
  }
  return [{ name: 'onnxruntime', found: version }, ...devices, await modelFinding(settings)];
}

/** On a machine that the library has no build for, there is nothing to repair. */
function unloadable(problem: string): Finding {
  const { platform, arch } = process;
  const isIntelMac = platform === 'darwin' && arch === 'x64';
  const todo = isIntelMac
    ? 'Run `cad` on a Mac with Apple silicon, or on Linux: `onnxruntime-node` has no build for Intel Macs.'
    : 'Install `cad` again with `npm install -g copy-as-decode`.';
  const found = `cannot be loaded on ${platform}-${arch}: ${firstLine(problem)}`;
  return { name: 'onnxruntime', found, todo, status: EXIT.model };
}

function deviceFinding(name: Device, { problem }: Found<number>): Finding {
  if (problem === undefined) {
    return { name, found: name === 'cpu' ? 'works' : 'works; `cad` uses the CPU' };
  }
  if (name === 'cpu') {
    const todo = 'Install `cad` again with `npm install -g copy-as-decode`.';
    return { name, found: firstLine(problem), todo, status: EXIT.model };
  }
  return { name, ...troubleOf(name, problem) };
}

const OTHER_DEVICES: Record<Exclude<Device, 'cpu'>, string> = {
  cuda: 'Update the NVIDIA driver.',
  webgpu: 'Update the driver of the graphics card.',
  dml: 'Update Windows and the driver of the graphics card.',
  coreml: 'Update macOS.',
};

/** What keeps a device from working, which `cad` does without. */
function troubleOf(device: Exclude<Device, 'cpu'>, problem: string) {
  if (device === 'webgpu' && /vulkan|No supported adapters/i.test(problem)) {
    return {
      found: 'no Vulkan device; `cad` uses the CPU',
      todo: 'Install a Vulkan driver, such as Debian’s `mesa-vulkan-drivers`, if a GPU shall work.',
    };
  }
  if (device === 'cuda' && /shared library|libcu|\.so/.test(problem)) {
    return {
      found: 'no CUDA libraries; `cad` uses the CPU',
      todo: 'Run `npm rebuild onnxruntime-node`, which fetches them, if an NVIDIA GPU shall work.',
    };
  }
  const todo = OTHER_DEVICES[device];
  return { found: `${firstLine(problem)}; \`cad\` uses the CPU`, todo };
}

/** Looks for the model, hashes its files, and has it read one line and answer with one token. */
async function modelFinding(settings: Settings): Promise<Finding> {
  try {
    const folder = findModel(settings.model);
    const manifest = readManifest(folder);
    await verify(folder, manifest, {}, interrupted);
    const decoder = startDecoder({ model: folder, threads: settings.threads });
    const request = {
      ...{ path: 'a.ts', source: Buffer.from('let a;\n'), instruction: 'rename a to b' },
      ...{ mode: manifest.modes[0]!, maxTokens: 1 },
      sampling: { temperature: 0, topP: 1, seed: 0 },
    };
    try {
      const { stats } = await decoder.decode(request, () => {}, interrupted);
      const { name, version } = manifest;
      const how = `whole, loaded in ${Math.round(stats.loadMs)} ms, ${stats.lossless}`;
      return { name: 'model', found: `${name} ${version} in ${folder}: ${how}` };
    } finally {
      await decoder.close();
    }
  } catch (error) {
    return failed('model', error, 'Install it again.');
  }
}

function firstLine(text: string): string {
  return text.trim().split('\n')[0]!;
}
