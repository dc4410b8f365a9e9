// What keeps a device from working, and what to do about it.
import type { Device } from './devices.js';

export interface Trouble {
  /** What is so, as a phrase. */
  readonly found: string;
  /** What to do, as a sentence. */
  readonly todo: string;
}

const UPDATES: Record<Device, string> = {
  cpu: 'Install `cad` again with `npm install -g copy-as-decode`.',
  cuda: 'Update the NVIDIA driver.',
  webgpu: 'Update the driver of the graphics card.',
  dml: 'Update Windows and the driver of the graphics card.',
  coreml: 'Update macOS.',
};

/** Reads what the inference library says of a device; `problem` begins with its exception. */
export function troubleOf(device: Device, problem: string): Trouble {
  if (/backend not found/i.test(problem)) {
    return {
      found: `\`onnxruntime-node\` has none on ${process.platform}-${process.arch}`,
      todo: '`cad doctor` lists the devices that work.',
    };
  }
  if (device === 'webgpu' && /vulkan|No supported adapters/i.test(problem)) {
    return {
      found: 'no Vulkan driver',
      todo: 'For a GPU, install its Vulkan driver, such as Debian’s `mesa-vulkan-drivers`.',
    };
  }
  if (device === 'cuda' && /shared library|libcu|\.so/.test(problem)) {
    return {
      found: 'no CUDA libraries',
      todo: 'For an NVIDIA GPU, run `npm rebuild onnxruntime-node`, which fetches them.',
    };
  }
  return { found: firstLine(problem).replace(/\.$/, ''), todo: UPDATES[device] };
}

export function firstLine(text: string): string {
  return text.trim().split('\n')[0]!;
}
