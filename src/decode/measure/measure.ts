// What a model does on this machine: forwards against what memory allows, and sample edits.
import { InterruptError } from '../../errors.js';
import type { LoadedModel } from '../loaded-model.js';
import type { DecodeMode } from '../model/manifest.js';
import type { DecodeStats } from '../stats.js';
import { type MeasuredEdit, measureEdit, type SampleEdit, type SkippedEdit } from './edits.js';
import { type MeasuredForwards, measureForwards } from './forwards.js';
import { MemoryReader } from './memory.js';

/** Plain data: it crosses to the model's process. */
export interface MeasureRequest {
  readonly nRounds: number;
  /** Size of the weights, and so of the buffer that memory is measured with. */
  readonly weightBytes: number;
  /** The mode that samples are decoded in; beside it each is rewritten token by token. */
  readonly mode: DecodeMode;
  readonly samples: readonly SampleEdit[];
}

export type MeasureEvent =
  | { readonly type: 'loaded'; readonly loadMs: number }
  /** The done part of the work, from 0 to 1: that of the forwards, then of the edits. */
  | { readonly type: 'measuring'; readonly done: number };

export interface Measured {
  readonly runtimeVersion: string;
  /** Start of the model's process to a loaded model. */
  readonly loadMs: number;
  readonly lossless: DecodeStats['lossless'];
  readonly forwards: MeasuredForwards;
  readonly edits: readonly (MeasuredEdit | SkippedEdit)[];
}

/** The part of the work that the forwards are, roughly. */
const FORWARDS = 0.4;

/**
 * Measures a loaded model that uses `nThreads`. The cache is empty afterwards. Rejects with an
 * InterruptError at the next forward after `signal` aborts.
 */
export async function measure(
  loaded: LoadedModel,
  { nRounds, weightBytes, mode, samples }: MeasureRequest,
  nThreads: number,
  emit: (done: number) => void,
  signal?: AbortSignal,
): Promise<Omit<Measured, 'runtimeVersion' | 'loadMs'>> {
  const { model, lossless } = loaded;
  const memory = await MemoryReader.open(weightBytes, nThreads);
  model.truncate(0);
  try {
    const forwards = await measureForwards(model, {
      nRounds,
      readMemory: () => memory.read(),
      onForward: (nDone, nTotal) => {
        if (signal?.aborted) throw new InterruptError();
        emit((FORWARDS * nDone) / nTotal);
      },
    });
    await memory.close();
    const edits: (MeasuredEdit | SkippedEdit)[] = [];
    for (const [n, sample] of samples.entries()) {
      emit(FORWARDS + ((1 - FORWARDS) * n) / samples.length);
      edits.push(await measureEdit(loaded, sample, { mode, nRounds, signal }));
    }
    return { lossless, forwards, edits };
  } finally {
    await memory.close();
    model.truncate(0);
  }
}
