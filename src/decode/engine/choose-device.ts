// Which device `auto` means: the one that runs the model fastest, measured once.
import { InterruptError } from '../../errors.js';
import { type Manifest, readManifest } from '../model/manifest.js';
import { measureKey, readStamp, writeStamp } from '../model/stamp.js';
import { askRuntime, type Device, probeDevice, timeModel } from './devices.js';
import { runtimeVersion } from './session.js';

export interface ChooseOptions {
  readonly threads: number;
  readonly signal?: AbortSignal;
  /** Measures again what is known. */
  readonly again?: boolean;
}

/**
 * Gives the fastest device for a model folder, `cpu` where others don't work now. Throws an
 * InterruptError where `signal` aborts.
 */
export async function chooseDevice(folder: string, options: ChooseOptions): Promise<Device> {
  const { threads, again = false } = options;
  const manifest = readManifest(folder);
  const key = measureKey(manifest, runtimeVersion(), { threads });
  const known = readStamp(folder).fastest[key];
  if (known && !again) return known === 'cpu' || (await works(known)) ? known : 'cpu';
  const fastest = await measureFastest(folder, manifest, options);
  const stamp = readStamp(folder);
  writeStamp(folder, { ...stamp, fastest: { ...stamp.fastest, [key]: fastest } });
  return fastest;
}

/** Devices that don't work, or take too long, are as good as none. */
async function measureFastest(
  folder: string,
  manifest: Manifest,
  { threads, signal }: ChooseOptions,
): Promise<Device> {
  let fastest: Device = 'cpu';
  let least: number | undefined;
  for (const device of await candidates(manifest)) {
    least ??= await timeOn('cpu');
    const ms = await timeOn(device);
    if (ms < least) [fastest, least] = [device, ms];
  }
  return fastest;

  async function timeOn(device: Device): Promise<number> {
    const found = await timeModel(folder, { threads, device }, signal);
    if (signal?.aborted) throw new InterruptError();
    return found.problem === undefined ? found.value : Number.POSITIVE_INFINITY;
  }
}

/** The devices besides the CPU that work here and have a graph of the model. */
async function candidates({ layout, gpuGraph }: Manifest): Promise<Device[]> {
  if (layout !== 'transformers' && gpuGraph === undefined) return [];
  const runtime = await askRuntime();
  const devices: Device[] = [];
  for (const device of runtime.problem === undefined ? runtime.value.backends : []) {
    if (device !== 'cpu' && (await works(device))) devices.push(device);
  }
  return devices;
}

async function works(device: Device): Promise<boolean> {
  return (await probeDevice(device)).problem === undefined;
}
