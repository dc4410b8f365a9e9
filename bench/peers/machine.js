// What the measurements were made on.
import { readFileSync } from 'node:fs';
import { availableParallelism, cpus, totalmem } from 'node:os';
import { join } from 'node:path';
import { LLAMA_CPP_PYTHON } from './install.js';

export function machine() {
  const info = readFileSync('/proc/cpuinfo', 'utf8');
  const value = (name) => new RegExp(`^${name}\\s*:\\s*(.*)$`, 'm').exec(info)?.[1];
  const flags = value('flags')?.split(' ') ?? [];
  const kernels = ['avx2', 'avx512f', 'avx512_vnni', 'avx512_bf16', 'amx_int8'];
  return {
    machine: {
      cpu: `${cpus()[0].model} (family ${value('cpu family')}, model ${value('model')})`,
      cores: availableParallelism(),
      memoryGb: Math.round(totalmem() / 2 ** 30),
      flags: kernels.filter((flag) => flags.includes(flag)),
      node: process.version,
      date: new Date().toISOString().slice(0, 10),
    },
  };
}

/** The pinned versions of the peers. */
export function versions() {
  const text = (name) => readFileSync(join(import.meta.dirname, name), 'utf8');
  const node = Object.entries(JSON.parse(text('package.json')).dependencies);
  const python = text('requirements.txt').match(/^[\w-]+==.*$/gm);
  const named = /^(?:onnxruntime-genai|onnxruntime|torch|transformers|gguf)==/;
  return [
    ...node.map(([name, version]) => `${name} ${version}`),
    ...[...python.filter((line) => named.test(line)), LLAMA_CPP_PYTHON].map((line) =>
      line.replace('==', ' '),
    ),
  ].join(', ');
}
