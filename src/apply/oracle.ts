// (before, after) -> Program: the inverse of `resolve`.
import { type Copy, canonical, copy, type Gen, gen, type Program } from '../grammar/program.js';
import type { Source } from '../grammar/source.js';
import { matchLines } from './match.js';

/**
 * Gives the canonical program that copies the most lines of `before` and generates the rest:
 * `resolve(oracle(a, b), a)` is `b`, byte for byte.
 */
export function oracle(before: Source, after: Source): Program {
  const program: (Copy | Gen)[] = [];
  let next = 1;
  for (const run of matchLines(before, after)) {
    program.push(gen(after.lines({ first: next, last: run.after })));
    program.push(copy(run.before + 1, run.before + run.count));
    next = run.after + run.count + 1;
  }
  program.push(gen(after.lines({ first: next, last: after.nLines })));
  return canonical(program);
}
