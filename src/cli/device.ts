// The device of the settings; what `auto` means is found out before anything is shown.

import { type ChooseOptions, chooseDevice } from '../decode/engine/choose-device.js';
import type { Device } from '../decode/engine/devices.js';
import { defaultThreads } from '../decode/engine/threads.js';
import { warningText } from './announce.js';
import { interrupted } from './interrupt.js';
import { statusLine } from './progress.js';
import { DEFAULTS } from './schema.js';
import type { Settings } from './settings.js';

/** Gives the device that runs the model of `folder`. Says it where `auto` is left with the CPU. */
export async function deviceOf(folder: string, settings: Settings): Promise<Device> {
  const { device = DEFAULTS.device } = settings;
  if (device !== 'auto') return device;
  const line = statusLine();
  line.show('Trying the devices');
  const chosen = await fastestDevice(folder, settings).finally(line.clear);
  if (chosen === 'cpu')
    process.stderr.write(warningText('No GPU is faster here: the CPU is used.'));
  return chosen;
}

/** Gives the device that `auto` means. */
export function fastestDevice(
  folder: string,
  { threads = defaultThreads() }: Settings,
  options: Pick<ChooseOptions, 'again'> = {},
): Promise<Device> {
  return chooseDevice(folder, { threads, signal: interrupted, ...options });
}
