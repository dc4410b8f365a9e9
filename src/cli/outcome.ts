// What happened, as data; announce.ts has the words for it.

import { EXIT, type ExitStatus } from '../errors.js';
import type { LineRange } from '../grammar/source.js';
import type { Proposal } from '../propose.js';

/** Files and lines that an outcome is about. */
export interface Extent {
  readonly paths: readonly string[];
  readonly nAdded: number;
  readonly nRemoved: number;
}

/** How a run of `cad fix` ended, other than by an error. */
export type Outcome =
  | {
      readonly kind: 'unchanged';
      readonly paths: readonly string[];
      /** The files of which only a part was shown to the model. */
      readonly inPart: readonly { path: string; shown: LineRange; nLines: number }[];
    }
  | { readonly kind: 'abstained'; readonly files: readonly { path: string; reason: string }[] }
  | { readonly kind: 'declined' }
  | { readonly kind: 'committed'; readonly commit: string; readonly extent: Extent }
  | { readonly kind: 'staged' | 'written' | 'printed' | 'shown'; readonly extent: Extent }
  | { readonly kind: 'saved'; readonly file: string; readonly extent: Extent };

/** Gives the exit status of an outcome. */
export function statusOf({ kind }: Outcome): ExitStatus {
  return kind === 'abstained' || kind === 'declined' ? EXIT.declined : EXIT.done;
}

/**
 * Gives the outcome of a proposal that leaves nothing to deliver: a file where the model did not
 * finish, or no change at all. Several files are all or none, so one unfinished file is enough.
 */
export function emptyOutcome(proposal: Proposal): Outcome | undefined {
  const files = proposal.flatMap(({ path, abstained }) =>
    abstained === undefined ? [] : [{ path, reason: abstained }],
  );
  if (files.length > 0) return { kind: 'abstained', files };
  if (proposal.some(({ hunks }) => hunks.length > 0)) return undefined;
  const inPart = proposal
    .map(({ path, before, stats }) => ({ path, shown: stats.shown, nLines: before.nLines }))
    .filter(({ shown: { first, last }, nLines }) => last - first + 1 < nLines);
  return { kind: 'unchanged', paths: proposal.map(({ path }) => path), inPart };
}
