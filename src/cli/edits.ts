// The files that a run of `cad fix` may edit, from reading them to what has been accepted.

import { patch } from '../apply/patch.js';
import { select } from '../apply/select.js';
import { UsageError } from '../errors.js';
import { type Edit, readTarget, sharedRepository, type Target } from '../git/read.js';
import { Source } from '../grammar/source.js';
import type { Proposal, RequestedFile } from '../propose.js';
import { type FileArgument, regionOf } from './file-argument.js';
import type { Extent } from './outcome.js';

/** A file of the repository together with what is asked about it. */
export interface OpenFile {
  readonly target: Target;
  readonly requested: RequestedFile;
}

/** Reads the named files. Throws as `readTarget` does, and a UsageError for a file named twice. */
export async function openFiles(
  files: readonly FileArgument[],
  { force }: { readonly force?: boolean },
): Promise<OpenFile[]> {
  const opened: OpenFile[] = [];
  for (const argument of files) {
    const target = await readTarget(argument.path, { force });
    if (opened.some((other) => other.target.absolute === target.absolute)) {
      throw new UsageError(`\`${argument.path}\` is named twice.`, {
        hint: 'Name each file once; run `cad fix` again for another part of it.',
      });
    }
    const source = new Source(target.bytes);
    const requested = { path: target.path, source, ...regionOf(argument, source) };
    opened.push({ target, requested });
  }
  sharedRepository(opened.map(({ target }) => target));
  return opened;
}

/** Gives the edits that the accepted hunks make; files without one are left out. */
export function editsOf(
  files: readonly OpenFile[],
  proposal: Proposal,
  accepted: readonly ReadonlySet<number>[],
): Edit[] {
  return proposal.flatMap(({ before, hunks }, index) => {
    const chosen = accepted[index]!;
    if (chosen.size === 0) return [];
    return [{ ...files[index]!.target, after: select(before, hunks, chosen) }];
  });
}

/** Accepts every hunk. */
export function allHunks(proposal: Proposal): ReadonlySet<number>[] {
  return proposal.map(({ hunks }) => new Set(hunks.keys()));
}

/** Gives the edits as a patch that `git apply` takes. */
export function patchOf(edits: readonly Edit[]): Uint8Array {
  return patch(
    edits.map(({ path, mode, bytes, after }) => ({
      path,
      mode,
      before: new Source(bytes),
      after: new Source(after),
    })),
  );
}

/** Counts the files and lines of the accepted hunks. */
export function extentOf(proposal: Proposal, accepted: readonly ReadonlySet<number>[]): Extent {
  const chosen = proposal.map(({ hunks }, file) =>
    hunks.filter((_, index) => accepted[file]!.has(index)),
  );
  const kinds = chosen.flat().flatMap(({ lines }) => lines.map(({ kind }) => kind));
  return {
    paths: proposal.flatMap(({ path }, file) => (chosen[file]!.length > 0 ? [path] : [])),
    nAdded: kinds.filter((kind) => kind === '+').length,
    nRemoved: kinds.filter((kind) => kind === '-').length,
  };
}
