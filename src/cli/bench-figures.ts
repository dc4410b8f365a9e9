// The figures of `cad bench`: what was measured, and what follows from it. Units are in the names.

import { availableParallelism, cpus } from 'node:os';
import type { Device } from '../decode/engine/devices.js';
import type { MeasuredEdit, SkippedEdit } from '../decode/measure/edits.js';
import type { Measured } from '../decode/measure/measure.js';
import type { Spread } from '../decode/measure/spread.js';
import type { Manifest } from '../decode/model/manifest.js';

/** What `cad bench --json` prints. */
export interface Figures {
  readonly machine: {
    readonly cpu: string;
    /** Hardware threads that this process may use. */
    readonly nCores: number;
    readonly node: string;
    readonly onnxruntime: string;
  };
  readonly model: {
    readonly name: string;
    readonly version: string;
    readonly device: Device;
    readonly nThreads: number;
    readonly loadMs: number;
    readonly lossless: Measured['lossless'];
  };
  /** Tokens in the cache before what is timed. */
  readonly nContext: number;
  readonly copies: readonly CopyFigures[];
  readonly prefill: {
    readonly nTokens: number;
    readonly ms: Spread;
    readonly tokensPerSecond: number;
  };
  readonly step: StepFigures;
  readonly edits: readonly (EditFigures | SkippedEdit)[];
}

export interface CopyFigures {
  readonly nTokens: number;
  readonly forwardMs: Spread;
  /** `nTokens` times the median step. */
  readonly stepsMs: number;
  readonly ratio: number;
}

export interface StepFigures {
  readonly ms: Spread;
  readonly stepsPerSecond: number;
  readonly weightBytes: number;
  /** Keys and values of the context. */
  readonly cacheBytes: number;
  readonly bytesPerSecond: Spread;
  /** What the bytes of a step take at the median rate of memory. */
  readonly memoryMs: number;
  /** The step against that. */
  readonly ratio: number;
}

export interface EditFigures extends MeasuredEdit {
  /** Of the plain way; where its answer is not right, for as many tokens as the right one has. */
  readonly plainOutputMs: number;
  readonly outputRatio: number;
  /** Prompt and output together. */
  readonly totalRatio: number;
}

const FLOAT_BYTES = 4;

/** What a benchmark ran with. */
export interface Setup {
  readonly manifest: Manifest;
  readonly nThreads: number;
  readonly device: Device;
}

/** The bytes of a model's weights, all of which a step reads: its `weights-*.bin`. */
export function weightBytesOf({ files, graph }: Manifest): number {
  const weights = Object.entries(files).filter(([name]) => /^weights.*\.bin$/.test(name));
  // A small graph may hold its weights itself.
  return weights.reduce((n, [, { bytes }]) => n + bytes, 0) || files[graph]!.bytes;
}

/** Puts what was measured together with what follows from it. */
export function figuresOf(
  { forwards, edits, ...measured }: Measured,
  { manifest, nThreads, device }: Setup,
): Figures {
  const { nContext, prefillMs, stepMs } = forwards;
  return {
    machine: {
      cpu: cpus()[0]?.model.trim() || 'unknown CPU',
      nCores: availableParallelism(),
      node: process.versions.node,
      onnxruntime: measured.runtimeVersion,
    },
    model: {
      name: manifest.name,
      version: manifest.version,
      ...{ device, nThreads, loadMs: measured.loadMs, lossless: measured.lossless },
    },
    nContext,
    copies: forwards.copies.map(({ nTokens, forwardMs }) => {
      const stepsMs = nTokens * stepMs.median;
      return { nTokens, forwardMs, stepsMs, ratio: stepsMs / forwardMs.median };
    }),
    prefill: {
      nTokens: nContext,
      ms: prefillMs,
      tokensPerSecond: (1000 * nContext) / prefillMs.median,
    },
    step: stepOf({ forwards, edits, ...measured }, manifest),
    edits: edits.map((edit) => ('skipped' in edit ? edit : { ...edit, ...ratiosOf(edit) })),
  };
}

function stepOf({ forwards }: Measured, manifest: Manifest): StepFigures {
  const { stepMs: ms, bytesPerSecond, nContext } = forwards;
  const { layers, kvHeads, headDim } = manifest;
  const weightBytes = weightBytesOf(manifest);
  const cacheBytes = 2 * layers * kvHeads * headDim * nContext * FLOAT_BYTES;
  const memoryMs = (1000 * (weightBytes + cacheBytes)) / bytesPerSecond.median;
  return {
    ms,
    stepsPerSecond: 1000 / ms.median,
    ...{ weightBytes, cacheBytes, bytesPerSecond, memoryMs },
    ratio: ms.median / memoryMs,
  };
}

/** A model that can't write the whole text may stop early or go on without end. */
function ratiosOf({ fast, plain, nRightTokens }: MeasuredEdit) {
  const writtenMs = plain.outputMs.median;
  const plainOutputMs = plain.isRight ? writtenMs : (writtenMs * nRightTokens) / plain.nTokens;
  const fastMs = fast.promptMs.median + fast.outputMs.median;
  return {
    plainOutputMs,
    outputRatio: plainOutputMs / fast.outputMs.median,
    totalRatio: (plain.promptMs.median + plainOutputMs) / fastMs,
  };
}
