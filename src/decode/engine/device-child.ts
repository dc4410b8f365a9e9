// Answers one question about the inference library: its version and devices, or whether one works.

import { argv } from 'node:process';
import { DEVICES } from './devices.js';

/** One `MatMul` of float [1, 4] by a constant [4, 4] whose rows are 1 to 4; `training/export/device.py`. */
const GRAPH = Buffer.from(
  'CAgSA2NhZDqSAQoRCgF4CgF3EgF5IgZNYXRNdWwSBmRldmljZSpLCAQIBBABIkAAAIA/AAAAQAAAQEAAAIBAAACAPwAA' +
    'AEAAAEBAAACAQAAAgD8AAABAAABAQAAAgEAAAIA/AAAAQAAAQEAAAIBAQgF3WhMKAXgSDgoMCAESCAoCCAEKAggEYhMK' +
    'AXkSDgoMCAESCAoCCAEKAggEQgQKABAN',
  'base64',
);

type Runtime = typeof import('onnxruntime-node');

try {
  const runtime = await import('onnxruntime-node');
  const value = argv[2] === 'runtime' ? about(runtime) : await run(runtime, argv[2]!);
  process.send!({ value });
} catch (error) {
  process.send!({ problem: (error as Error).message });
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
