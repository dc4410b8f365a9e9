// `--check`: keeps the hunks with which a command of the user's has less to complain about.

import { diff } from '../../apply/diff.js';
import { oracle } from '../../apply/oracle.js';
import { select } from '../../apply/select.js';
import type { CheckCopy } from '../../git/check-copy.js';
import { Source } from '../../grammar/source.js';
import type { Proposal, ProposedFile } from '../../propose.js';
import { narrow } from './narrow.js';
import { count, hasNew, type Problems, problemsOf } from './problems.js';

export interface CheckOptions {
  readonly command: string;
  /** Of the worktree, made for the files of the proposal. */
  readonly copy: CheckCopy;
  /** What the command finds as its arguments. @default none */
  readonly paths?: readonly string[];
  /** Whether each hunk must mend a problem; else it is enough that it makes none. */
  readonly mustMend: boolean;
  readonly signal?: AbortSignal;
}

/**
 * Runs the command on the copy, as it is and with hunks of the proposal, and gives the
 * proposal with those that are good: no new problem, and where they must mend, one less for each.
 * Where none is left, its files count as abstained.
 */
export async function checked(
  proposal: Proposal,
  { command, copy, paths, mustMend, signal }: CheckOptions,
): Promise<Proposal> {
  const hunks = proposal.flatMap(({ hunks }, file) => hunks.map((_, hunk) => ({ file, hunk })));
  if (hunks.length === 0) return proposal;
  const problemsWith = async (chosen: readonly number[]): Promise<Problems> => {
    for (const [at, file] of proposal.entries()) {
      await copy.write(file.path, select(file.before, file.hunks, inFile(at, chosen)));
    }
    return problemsOf(await copy.run(command, signal, paths));
  };
  let best = await problemsWith([]);
  const kept = await narrow(hunks.length, async (added, kept) => {
    const after = await problemsWith([...kept, ...added]);
    const nMended = count(best) - count(after);
    const isGood = !hasNew(after, best) && nMended >= (mustMend ? added.length : 0);
    if (isGood) best = after;
    return isGood;
  });
  return proposal.map((file, at) => reduced(file, inFile(at, kept), kept.length === 0));

  /** The chosen hunks of one file, by their place in it. */
  function inFile(at: number, chosen: readonly number[]): ReadonlySet<number> {
    const of = chosen.flatMap((index) => (hunks[index]!.file === at ? [hunks[index]!.hunk] : []));
    return new Set(of);
  }
}

function reduced(file: ProposedFile, kept: ReadonlySet<number>, isAll: boolean): ProposedFile {
  const nRefused = file.hunks.length - kept.size;
  // No check has seen the alternatives.
  if (nRefused === 0) return { ...file, alternatives: [] };
  const after = new Source(select(file.before, file.hunks, kept));
  const hunkConfidence = file.hunkConfidence?.filter((_, hunk) => kept.has(hunk));
  return {
    ...file,
    ...{ after, program: oracle(file.before, after), hunks: diff(file.before, after), nRefused },
    ...(hunkConfidence && { hunkConfidence }),
    ...(isAll && { abstained: { kind: 'refused' } }),
    alternatives: [],
  };
}
