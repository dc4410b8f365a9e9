// Answers one question about the inference library: its version and devices, whether one works, or how
// fast it runs a model.

import { argv, exit } from 'node:process';
import { readManifest } from '../model/manifest.js';
import { anyTokens } from './any-tokens.js';
import { DEVICES } from './devices.js';
import { openModel } from './open-model.js';
import type { SessionOptions } from './session.js';

/** One `MatMul` of float [1, 4] by a constant [4, 4] whose rows are 1 to 4; `training/export/device.py`. */
const GRAPH = Buffer.from(
  'CAgSA2NhZDqSAQoRCgF4CgF3EgF5IgZNYXRNdWwSBmRldmljZSpLCAQIBBABIkAAAIA/AAAAQAAAQEAAAIBAAACAPwAA' +
    'AEAAAEBAAACAQAAAgD8AAABAAABAQAAAgEAAAIA/AAAAQAAAQEAAAIBAQgF3WhMKAXgSDgoMCAESCAoCCAEKAggEYhMK' +
    'AXkSDgoMCAESCAoCCAEKAggEQgQKABAN',
  'base64',
);

type Runtime = typeof import('onnxruntime-node');

/** Tokens that are read at once and one by one, twice: at first a device may prepare itself. */
const N_READ = 128;
const N_STEPS = 8;

process.on('disconnect', () => exit());
// To listen would keep the process alive.
process.channel!.unref();
answerTo(argv[2]!).then(
  (value) => process.send!({ value }),
  (error: Error) => process.send!({ problem: error.message }),
);

async function answerTo(question: string) {
  if (question === 'time') return time(argv[3]!, JSON.parse(argv[4]!));
  const runtime = await import('onnxruntime-node');
  return question === 'runtime' ? about(runtime) : run(runtime, question);
}

async function time(folder: string, options: SessionOptions): Promise<number> {
  const model = await openModel(folder, readManifest(folder), options);
  const tokens = anyTokens(model.nVocabulary, Math.min(N_READ, model.nContext - N_STEPS));
  let ms = Number.POSITIVE_INFINITY;
  for (let round = 0; round < 2; round++) {
    model.truncate(0);
    const start = performance.now();
    await model.forward(tokens, [], 'best');
    for (const token of tokens.slice(0, N_STEPS)) await model.forward([token], [0], 'best');
    ms = performance.now() - start;
  }
  await model.dispose();
  return ms;
}

function about(runtime: Runtime) {
  const { versions } = runtime.env;
  const names = runtime.listSupportedBackends().map(({ name }) => name as string);
  const backends = DEVICES.filter((device) => names.includes(device));
  return { version: versions.node ?? versions.common, backends };
}

async function run(runtime: Runtime, device: string): Promise<number> {
  const start = performance.now();
  const session = await runtime.InferenceSession.create(GRAPH, {
    executionProviders: [device],
    // Else what the device can't do runs on the CPU, and looks as if all were well.
    ...(device !== 'cpu' && { extra: { session: { disable_cpu_ep_fallback: '1' } } }),
    logSeverityLevel: 4,
  });
  const x = new runtime.Tensor('float32', Float32Array.of(1, 1, 1, 1), [1, 4]);
  const { y } = await session.run({ x });
  const values = [...(y!.data as Float32Array)];
  if (values.join() !== '4,8,12,16') throw new Error(`It computes ${values.join()}.`);
  await session.release();
  return performance.now() - start;
}
