// Counters of a decode. Rates are derived from them, never stored.
import type { LineRange } from '../grammar/source.js';
import type { DraftSource } from './draft.js';

/** What one decode did, and how long its parts took. */
export interface DecodeStats {
  /** Start of the model's process to a loaded model; 0 where it was loaded before. */
  loadMs: number;
  promptMs: number;
  decodeMs: number;
  /** The lines that the model was shown. */
  shown: LineRange;
  nPrompt: number;
  /** Tokens of the prompt that the model had read before. */
  nPromptReused: number;
  /** Model calls after the prompt. */
  nForwards: number;
  /** Tokens of the region's lines that the program copies. */
  nCopied: number;
  /** Tokens outside copied lines that the model chose. */
  nGenerated: number;
  /** Tokens outside copied lines that the grammar left no choice for. */
  nForced: number;
  /** Tokens proposed to the model, by where they came from; `nAccepted` of them it agreed with. */
  drafts: Record<DraftSource, DraftCounts>;
  /**
   * Whether a forward over many tokens equals one at a time bit for bit on this machine, so that
   * drafts and parallel prefill can't change what is decoded.
   */
  lossless: 'lossless' | 'close';
}

export interface DraftCounts {
  nDrafted: number;
  nAccepted: number;
}

/** Counters at zero. */
export function newStats(lossless: DecodeStats['lossless']): DecodeStats {
  return {
    loadMs: 0,
    promptMs: 0,
    decodeMs: 0,
    shown: { first: 1, last: 0 },
    nPrompt: 0,
    nPromptReused: 0,
    nForwards: 0,
    nCopied: 0,
    nGenerated: 0,
    nForced: 0,
    drafts: {
      quote: { nDrafted: 0, nAccepted: 0 },
      tag: { nDrafted: 0, nAccepted: 0 },
      source: { nDrafted: 0, nAccepted: 0 },
      lookup: { nDrafted: 0, nAccepted: 0 },
    },
    lossless,
  };
}

/** Adds the counters of two decodes of one file; the lines shown are those from the first to the last. */
export function addStats(a: DecodeStats, b: DecodeStats): DecodeStats {
  const sums = { ...a };
  for (const key of COUNTERS) sums[key] = a[key] + b[key];
  const drafts = structuredClone(a.drafts);
  for (const source of Object.keys(drafts) as DraftSource[]) {
    drafts[source].nDrafted += b.drafts[source].nDrafted;
    drafts[source].nAccepted += b.drafts[source].nAccepted;
  }
  const first = Math.min(a.shown.first, b.shown.first);
  return { ...sums, drafts, shown: { first, last: Math.max(a.shown.last, b.shown.last) } };
}

const COUNTERS = [
  ...(['loadMs', 'promptMs', 'decodeMs', 'nPrompt', 'nPromptReused'] as const),
  ...(['nForwards', 'nCopied', 'nGenerated', 'nForced'] as const),
];

/** Tokens of the answer, each once. */
export function nOutput({ nCopied, nGenerated, nForced }: DecodeStats): number {
  return nCopied + nGenerated + nForced;
}

/** Tokens of the answer for each second after the prompt. */
export function tokensPerSecond(stats: DecodeStats): number {
  return (1000 * nOutput(stats)) / Math.max(1, stats.decodeMs);
}
