// What happened, as data; announce.ts has the words for it.

import { EXIT, type ExitStatus } from '../errors.js';
import type { LineRange } from '../grammar/source.js';
import type { Abstention, Proposal, ProposedFile } from '../propose.js';

/** Files and lines that an outcome is about. */
export interface Extent {
  readonly paths: readonly string[];
  readonly nAdded: number;
  readonly nRemoved: number;
}

/** A file that the model did not finish, or is not sure about. */
export interface AbstainedFile {
  readonly path: string;
  readonly abstention: Abstention;
  /** Whether what the model is not sure about is that nothing is to change. */
  readonly isUnchanged: boolean;
}

/** How a run of `cad fix` ended, other than by an error. */
export type Outcome =
  | {
      readonly kind: 'unchanged';
      readonly paths: readonly string[];
      /** The files of which only a part was shown to the model. */
      readonly inPart: readonly { path: string; shown: LineRange; nLines: number }[];
    }
  | { readonly kind: 'abstained'; readonly files: readonly AbstainedFile[] }
  /** No report of `--from` is about a file. */
  | { readonly kind: 'unreported' }
  | { readonly kind: 'declined' }
  | {
      readonly kind: 'committed';
      readonly commit: string;
      readonly extent: Extent;
      /** Whether it has a note that tells how it was made. */
      readonly isNoted: boolean;
    }
  | { readonly kind: 'staged' | 'written' | 'printed' | 'shown'; readonly extent: Extent }
  | { readonly kind: 'saved'; readonly file: string; readonly extent: Extent };

/** Gives the exit status of an outcome. */
export function statusOf({ kind }: Outcome): ExitStatus {
  return kind === 'abstained' || kind === 'declined' ? EXIT.declined : EXIT.done;
}

/**
 * Gives the outcome of a proposal that leaves nothing to deliver: a file where the model did not
 * finish or is not sure, or no change at all. Several files are all or none, so one is enough.
 */
export function emptyOutcome(proposal: Proposal): Outcome | undefined {
  const files = doubtfulFiles(proposal);
  if (files.length > 0) return { kind: 'abstained', files };
  if (proposal.some(({ hunks }) => hunks.length > 0)) return undefined;
  // What is left of several tasks is listed, and says why.
  if (proposal.some(({ left }) => left?.some(({ abstained }) => abstained))) {
    return { kind: 'declined' };
  }
  const inPart = proposal
    .filter(({ fence, left }) => !fence && !left)
    .map(({ path, before, stats }) => ({ path, shown: stats.shown, nLines: before.nLines }))
    .filter(({ shown: { first, last }, nLines }) => last - first + 1 < nLines);
  return { kind: 'unchanged', paths: proposal.map(({ path }) => path), inPart };
}

/** Gives the files that the model did not finish, or is not sure about. */
export function doubtfulFiles(
  proposal: readonly Pick<ProposedFile, 'path' | 'abstained' | 'hunks'>[],
): AbstainedFile[] {
  return proposal.flatMap(({ path, abstained: abstention, hunks }) =>
    abstention ? [{ path, abstention, isUnchanged: hunks.length === 0 }] : [],
  );
}
