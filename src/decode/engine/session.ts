// Loads the inference library, and opens a session for the graph that a device runs.
import { createRequire } from 'node:module';
import { join } from 'node:path';
import type { InferenceSession } from 'onnxruntime-node';
import { ModelError } from '../../errors.js';
import type { Manifest } from '../model/manifest.js';
import { troubleOf } from './device-trouble.js';
import type { Device } from './devices.js';
import { withFlippedWeights } from './flipped-weights.js';
import { PRECISE, saturates } from './saturation.js';

export type Runtime = typeof import('onnxruntime-node');

export interface SessionOptions {
  threads: number;
  device: Device;
}

/** The version of the inference library, which need not be loaded for it. */
export function runtimeVersion(): string {
  return createRequire(import.meta.url)('onnxruntime-node/package.json').version;
}

/**
 * Opens a session for the graph of `manifest` that the device runs, and makes a model of it. Throws a
 * ModelError where the graph or the device can't be used, `make` failing among it.
 */
export async function openSession<Model>(
  runtime: Runtime,
  folder: string,
  manifest: Manifest,
  { device, threads }: SessionOptions,
  make: (session: InferenceSession, isCpu: boolean) => Promise<Model>,
): Promise<Model> {
  const isCpu = device === 'cpu';
  const graph = graphFor(manifest, device);
  try {
    const isInexact = await saturates(runtime);
    const create = (file: string, more: InferenceSession.SessionOptions) =>
      runtime.InferenceSession.create(join(folder, file), {
        executionProviders: [device],
        executionMode: 'sequential',
        intraOpNumThreads: threads,
        interOpNumThreads: 1,
        logSeverityLevel: 4,
        ...more,
      });
    const { unsignedGraph } = manifest;
    const session =
      isCpu && isInexact && unsignedGraph !== undefined
        ? await withFlippedWeights(folder, manifest, (weights) => create(unsignedGraph, weights))
        : await create(graph, isInexact ? PRECISE : {});
    return await make(session, isCpu);
  } catch (cause) {
    if (isCpu) throw new ModelError(`The model \`${manifest.name}\` cannot be loaded.`, { cause });
    const { found, todo } = troubleOf(device, (cause as Error).message);
    throw new ModelError(`The device \`${device}\` cannot be used: ${found}.`, {
      hint: `${todo} \`--device cpu\` works everywhere.`,
    });
  }
}

function graphFor({ name, layout, graph, gpuGraph }: Manifest, device: Device): string {
  if (device === 'cpu' || layout === 'transformers') return graph;
  if (gpuGraph !== undefined) return gpuGraph;
  throw new ModelError(`The model \`${name}\` has no graph for the device \`${device}\`.`, {
    hint: 'Use `--device cpu`.',
  });
}

/** Loads the inference library. Throws a ModelError where this platform lacks it. */
export async function importRuntime(): Promise<Runtime> {
  try {
    // The library hands an array of this kind, which came with Node.js 24, to its graphs as an empty one.
    // Without it, it uses plain 16-bit numbers.
    Reflect.deleteProperty(globalThis, 'Float16Array');
    const runtime = await import('onnxruntime-node');
    runtime.env.logLevel = 'fatal';
    return runtime;
  } catch (cause) {
    throw new ModelError('The inference library `onnxruntime-node` cannot be loaded.', {
      cause,
      hint: `Its prebuilt binaries may not support ${process.platform}-${process.arch}.`,
    });
  }
}
