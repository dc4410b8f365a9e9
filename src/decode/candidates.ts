// From the answers that were tried to the programs that they say, the likeliest first.
import { format, type Program } from '../grammar/program.js';
import type { LineRange } from '../grammar/source.js';
import type { Candidate } from './decoder.js';
import { logP, type Scored } from './search.js';
import type { DecodeStats } from './stats.js';

/** An answer that was tried. */
export interface Answer extends Scored {
  readonly program: Program;
  /** The lines of each place that it changes, in order. */
  readonly places: readonly LineRange[];
  readonly counts: Pick<DecodeStats, 'nCopied' | 'nGenerated' | 'nForced'>;
  /** Why it did not end; the program then changes nothing. */
  readonly abstained?: string;
}

/**
 * Gives what the finished answers say, the likeliest first, together with the answer that says it best.
 * Several answers may say one program, by other quotes: it is as likely as all of them together.
 * `separator` is the token between two places of an answer.
 */
export function candidatesOf(
  answers: readonly Answer[],
  separator: number,
): (Candidate & { readonly answer: Answer })[] {
  const byProgram = new Map<string, Answer[]>();
  for (const answer of answers.filter(({ abstained }) => abstained === undefined)) {
    const key = Buffer.from(format(answer.program)).toString('latin1');
    byProgram.set(key, [...(byProgram.get(key) ?? []), answer]);
  }
  return [...byProgram.values()]
    .map((same) => {
      const [answer] = same.toSorted((a, b) => logP(b) - logP(a));
      return {
        answer: answer!,
        program: answer!.program,
        logP: logSum(same.map(logP)),
        places: placesOf(answer!, separator),
      };
    })
    .sort((a, b) => b.logP - a.logP);
}

/** How likely each place of an answer is. */
function placesOf({ tokens, choices, places }: Answer, separator: number): Candidate['places'] {
  let nth = 0;
  const placeOf = tokens.map((token) => (token === separator ? nth++ : nth));
  return places.map((lines, place) => ({
    lines,
    logP: logP({ choices: choices.filter(({ at }) => placeOf[at] === place) }),
  }));
}

function logSum(values: readonly number[]): number {
  const max = Math.max(...values);
  return max + Math.log(values.reduce((sum, value) => sum + Math.exp(value - max), 0));
}
