// How much each token of new text counts in training.
import { match } from '../../dist/apply/match.js';

/** Weights of a copied token: of lines that are replaced, and of a whole view, which has ten times as many. */
export const COPIED = 0.3;
export const COPIED_WHOLE = 0.1;

/**
 * Gives the new text's tokens with their weights; those copied from the old tokens, but for the
 * first after a change, weigh `copied`.
 */
export function weighed(tokenizer, old, text, copied) {
  const tokens = tokenizer.encode(text);
  const weights = tokens.map(() => 1);
  for (const run of match(old.map(String), tokens.map(String))) {
    const isStart = run.after === 0;
    for (let i = isStart ? 0 : 1; i < run.count; i++) weights[run.after + i] = copied;
  }
  return { tokens, weights };
}

/** The tokens of some lines, each encoded alone. */
export function tokensOf(tokenizer, source, { first, last }) {
  let tokens = [];
  for (let n = first; n <= last; n++) tokens = tokens.concat(tokenizer.encode(source.shown(n)));
  return tokens;
}
