// What `cad doctor` says of the inference library, of devices, and of the model.

import { firstLine, troubleOf } from '../../decode/engine/device-trouble.js';
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
import { fastestDevice } from '../device.js';
import { interrupted } from '../interrupt.js';
import { DEFAULTS } from '../schema.js';
import type { Settings } from '../settings.js';
import { type Finding, failed } from './finding.js';

export async function engineFindings(settings: Settings): Promise<Finding[]> {
  const runtime = await askRuntime();
  if (runtime.problem !== undefined) return [unloadable(runtime.problem)];
  const { version, backends } = runtime.value;
  const { device: asked = DEFAULTS.device } = settings;
  const devices = [];
  for (const device of DEVICES.filter((each) => backends.includes(each) || each === asked)) {
    devices.push(deviceFinding(device, await probeDevice(device), device === asked));
  }
  const isUsable = devices.every(({ name, status }) => name !== asked || status === undefined);
  const model = await modelFinding(isUsable ? settings : { ...settings, device: 'cpu' });
  return [{ name: 'onnxruntime', found: version }, ...devices, model];
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

function deviceFinding(name: Device, { problem }: Found<number>, isAsked: boolean): Finding {
  if (problem === undefined) {
    const isOther = name !== 'cpu' && !isAsked;
    return { name, found: isOther ? `works; \`--device ${name}\` uses it` : 'works' };
  }
  const { found, todo } = troubleOf(name, problem);
  if (name === 'cpu' || isAsked) return { name, found, todo, status: EXIT.model };
  return { name, found: `${found}; \`cad\` does without`, todo };
}

/** Looks for the model, hashes its files, and has it read one line and answer with one token. */
async function modelFinding(settings: Settings): Promise<Finding> {
  try {
    const folder = findModel(settings.model);
    const manifest = readManifest(folder);
    await verify(folder, manifest, {}, interrupted);
    const device =
      settings.device === 'auto'
        ? await fastestDevice(folder, settings, { again: true })
        : settings.device;
    const decoder = startDecoder({ model: folder, threads: settings.threads, device });
    const request = {
      ...{ path: 'a.ts', source: Buffer.from('let a;\n'), instruction: 'rename a to b' },
      ...{ mode: manifest.modes[0]!, maxTokens: 1 },
      sampling: { temperature: 0, topP: 1, seed: 0 },
    };
    try {
      const { stats } = await decoder.decode(request, () => {}, interrupted);
      const { name, version } = manifest;
      const on = settings.device === undefined ? '' : ` on ${device}`;
      const how = `whole, loaded in ${Math.round(stats.loadMs)} ms${on}, ${stats.lossless}`;
      return { name: 'model', found: `${name} ${version} in ${folder}: ${how}` };
    } finally {
      await decoder.close();
    }
  } catch (error) {
    return failed('model', error, 'Install it again.');
  }
}
