// Times forwards of a model: one over many copied tokens, single steps, a prompt on an empty cache.
import { setTimeout } from 'node:timers/promises';
import { anyTokens } from '../engine/any-tokens.js';
import type { LanguageModel } from '../engine/language-model.js';
import { type Spread, spreadOf } from './spread.js';

/** Tokens of context that are read before what is timed, where the model holds that many. */
const CONTEXT = 512;
const COPIED = [8, 16, 32, 64, 128, 256, 512];

/** The runtime's threads spin for some 35 ms before they leave the cores to others. */
export const SPIN_MS = 80;

/** Single steps after each forward over copied tokens, so that both see the same machine. */
const STEPS = 4;

/** All times in ms. */
export interface MeasuredForwards {
  /** Tokens in the cache before each step and each copy. */
  readonly nContext: number;
  /** `nContext` tokens on an empty cache. */
  readonly prefillMs: Spread;
  /** One token. */
  readonly stepMs: Spread;
  /** One forward over `nTokens` whose last row alone is wanted, as for a copied span. */
  readonly copies: readonly { readonly nTokens: number; readonly forwardMs: Spread }[];
  /** What memory gave between the forwards. */
  readonly bytesPerSecond: Spread;
}

export interface ForwardOptions {
  /** Rounds that count; one more comes first, since first times are slower. */
  nRounds: number;
  /** Reads memory and gives bytes a second. */
  readMemory: () => Promise<number>;
  /** Called before each round and each forward over copied tokens; what it throws ends the work. */
  onForward: (nDone: number, nTotal: number) => void;
}

/** Takes an empty cache and leaves it empty. Each round times everything once. */
export async function measureForwards(
  model: LanguageModel,
  { nRounds, readMemory, onForward }: ForwardOptions,
): Promise<MeasuredForwards> {
  const { nContext, sizes } = sizesFor(model.nContext);
  const nTotal = (nRounds + 1) * (sizes.length + 1);
  let nDone = 0;
  const times = { prefill: [] as number[], step: [] as number[], bytes: [] as number[] };
  const copies = sizes.map((nTokens) => ({ nTokens, ms: [] as number[] }));
  for (let round = 0; round <= nRounds; round++) {
    onForward(nDone++, nTotal);
    const counts = round > 0;
    await setTimeout(SPIN_MS);
    const bytes = await readMemory();
    const prefillMs = await timeForward(model, 0, nContext);
    if (counts) {
      times.bytes.push(bytes);
      times.prefill.push(prefillMs);
    }
    for (const copy of copies) {
      onForward(nDone++, nTotal);
      const ms = await timeForward(model, nContext, copy.nTokens);
      model.truncate(nContext);
      const steps = await timeSteps(model, nContext);
      if (!counts) continue;
      copy.ms.push(ms);
      times.step.push(...steps);
    }
    model.truncate(0);
  }
  return {
    nContext,
    prefillMs: spreadOf(times.prefill),
    stepMs: spreadOf(times.step),
    copies: copies.map(({ nTokens, ms }) => ({ nTokens, forwardMs: spreadOf(ms) })),
    bytesPerSecond: spreadOf(times.bytes),
  };
}

/** Sizes that fit into a context of `nMost` tokens: half of it is read before, where it is short. */
export function sizesFor(nMost: number): { nContext: number; sizes: readonly number[] } {
  const nContext = Math.min(CONTEXT, Math.floor(nMost / 2));
  return { nContext, sizes: COPIED.filter((nTokens) => nContext + nTokens <= nMost) };
}

async function timeSteps(model: LanguageModel, nContext: number): Promise<number[]> {
  const times: number[] = [];
  for (let i = 0; i < STEPS; i++) {
    times.push(await timeForward(model, nContext, 1));
    model.truncate(nContext);
  }
  return times;
}

/** Appends `nTokens` to a cache of `nRead` in one forward that gives the last row; in ms. */
async function timeForward(model: LanguageModel, nRead: number, nTokens: number): Promise<number> {
  const tokens = anyTokens(model.nVocabulary, nTokens, nRead);
  const startMs = performance.now();
  await model.forward(tokens, [nTokens - 1], 'best');
  return performance.now() - startMs;
}
