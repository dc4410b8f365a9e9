// What a forward costs by the number of its tokens: how long drafts may be depends on it.
import { assert } from '../errors.js';
import { anyTokens } from './engine/any-tokens.js';
import type { LanguageModel } from './engine/language-model.js';

/** Times of a forward, measured once for each machine and model. */
export interface CostTable {
  /** Numbers of tokens, ascending from 1. */
  readonly widths: readonly number[];
  /** Milliseconds of a forward over that many tokens, each with its logits. */
  readonly ms: readonly number[];
}

/** How the embedded model's costs grew on two cores: for models that nobody measured. */
export const USUAL_COSTS: CostTable = {
  widths: [1, 8, 32, 128],
  ms: [9, 14, 31, 106],
};

/** Tokens in the cache while costs are measured, half of a shorter context; how often each width is. */
const CONTEXT = 256;
const REPEATS = 3;

/** Milliseconds of a forward over `width` tokens: linear between and beyond the measured widths. */
export function costOf({ widths, ms }: CostTable, width: number): number {
  const above = widths.findIndex((measured) => measured >= width);
  const right = above === -1 ? widths.length - 1 : Math.max(1, above);
  const [x0, x1] = [widths[right - 1]!, widths[right]!];
  const [y0, y1] = [ms[right - 1]!, ms[right]!];
  return y0 + ((width - x0) / (x1 - x0)) * (y1 - y0);
}

/**
 * Times forwards of each width that the context has room for, the fastest of some; takes a second or
 * so. Needs an empty cache, and leaves it empty.
 */
export async function measureCosts(
  model: LanguageModel,
  now = () => performance.now(),
): Promise<CostTable> {
  const nRead = Math.min(CONTEXT, Math.floor(model.nContext / 2));
  const widths = USUAL_COSTS.widths.filter((width) => nRead + width <= model.nContext);
  assert(model.length === 0, 'costs are measured on an empty cache');
  const tokens = anyTokens(model.nVocabulary, nRead);
  await model.forward(tokens, [], 'best');
  const ms = widths.map(() => Number.POSITIVE_INFINITY);
  for (let n = 0; n < REPEATS; n++) {
    for (const [i, width] of widths.entries()) {
      const drafted = tokens.slice(0, width);
      const startMs = now();
      await model.forward(drafted, [...drafted.keys()], 'best');
      ms[i] = Math.min(ms[i]!, now() - startMs);
      model.truncate(nRead);
    }
  }
  model.truncate(0);
  return { widths, ms };
}
