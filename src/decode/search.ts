// Looks for answers that are likelier as a whole than the greedy one: best-first, at the decisions
// where the model had an alternative.
import type { Choice } from './choice.js';
import type { TokenId } from './tokenizer.js';

/** An answer, or the beginning of one. */
export interface Scored {
  readonly tokens: readonly TokenId[];
  readonly choices: readonly Choice[];
}

/** An answer that was tried; `abstained` says why it did not end. */
interface Tried extends Scored {
  readonly abstained?: string;
}

/** An alternative is tried while it may become this likely, as a share of the likeliest one. */
const LEAST_SHARE = 0.1;

/** Natural logarithm of the probability of all choices together. */
export function logP({ choices }: Pick<Scored, 'choices'>): number {
  return choices.reduce((sum, choice) => sum + choice.logP, 0);
}

/**
 * Gives up to `most` answers in the order in which they were tried, the greedy one first.
 *
 * Each alternative of an answer found is a beginning; `decode` goes on from one greedily. The
 * likeliest beginning is tried next: no answer is likelier than its beginning, so what is left out
 * is less likely than what is left open.
 */
export async function search<A extends Tried>(
  decode: (beginning: Scored) => Promise<A>,
  most: number,
): Promise<A[]> {
  const tried: A[] = [];
  const open: Scored[] = [{ tokens: [], choices: [] }];
  while (open.length > 0 && tried.length < most) {
    const beginning = open.shift()!;
    const finished = tried.filter(({ abstained }) => abstained === undefined);
    const best = Math.max(...finished.map(logP));
    if (logP(beginning) < best + Math.log(LEAST_SHARE)) break;
    const answer = await decode(beginning);
    tried.push(answer);
    open.push(...alternatives(answer, beginning.choices.length));
    open.sort((a, b) => logP(b) - logP(a));
  }
  return tried;
}

/** The beginnings that leave `answer` at one of its choices from the `start`-th on. */
function alternatives({ tokens, choices }: Scored, start: number): Scored[] {
  return choices.slice(start).flatMap(({ at, others }, i) =>
    others.map(({ token, logP }) => ({
      tokens: [...tokens.slice(0, at), token],
      choices: [...choices.slice(0, start + i), { at, logP, others: [] }],
    })),
  );
}
