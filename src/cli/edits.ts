// The files that a run of `cad fix` may edit, from reading them to what has been accepted.

import { diff, type Hunk } from '../apply/diff.js';
import { patch } from '../apply/patch.js';
import { select } from '../apply/select.js';
import { StateError, UsageError } from '../errors.js';
import { type Edit, readTarget, sharedRepository, type Target } from '../git/read.js';
import type { Recovery } from '../git/recover.js';
import { Source } from '../grammar/source.js';
import type { Proposal, RequestedFile } from '../propose.js';
import type { Task } from '../repair.js';
import { type FileArgument, regionOf } from './file-argument.js';
import type { Extent } from './outcome.js';

/** A file of the repository together with what is asked about it. */
export interface OpenFile {
  readonly target: Target;
  readonly requested: RequestedFile;
  /** What is reported of it; else all files are edited by one instruction. */
  readonly tasks?: readonly Task[];
}

/** Files that were read, and those of reports that can't be edited, each with the reason. */
export interface OpenedFiles {
  readonly opened: readonly OpenFile[];
  readonly passed: readonly { path: string; reason: string }[];
}

/**
 * Reads the named files; those that the user did not name, but a tool reports, are passed over where
 * they can't be edited. Throws as `readTarget` does, and a UsageError for a file named twice.
 */
export async function openFiles(
  files: readonly FileArgument[],
  options: { readonly force?: boolean; readonly symbol?: string },
  onRecovered?: (recovery: Recovery) => void,
): Promise<OpenedFiles> {
  const opened: OpenFile[] = [];
  const passed: { path: string; reason: string }[] = [];
  for (const argument of files) {
    const { path, tasks, isNamed } = argument;
    const target = await readTarget(path, { ...options, onRecovered }).catch((error) => {
      if (!tasks || isNamed || !(error instanceof StateError)) throw error;
      passed.push({ path, reason: error.message });
    });
    if (!target) continue;
    if (opened.some((other) => other.target.absolute === target.absolute)) throw twice(path);
    opened.push(await openFile(argument, target, options.symbol));
  }
  if (opened.length > 0) sharedRepository(opened.map(({ target }) => target));
  return { opened, passed };
}

async function openFile(
  argument: FileArgument,
  target: Target,
  symbol: string | undefined,
): Promise<OpenFile> {
  const source = new Source(target.bytes);
  const requested = { path: target.path, source, ...(await regionOf(argument, source, symbol)) };
  const { tasks } = argument;
  if (tasks) refuseStale(argument.path, tasks, source);
  return { target, requested, ...(tasks && { tasks }) };
}

function twice(path: string): UsageError {
  return new UsageError(`\`${path}\` is named twice.`, {
    hint: 'Name each file once; run `cad fix` again for another part of it.',
  });
}

function refuseStale(path: string, tasks: readonly Task[], { nLines }: Source): void {
  // Too many to be arguments of `Math.max`.
  const line = tasks.reduce((most, { pointed }) => Math.max(most, pointed?.last ?? 0), 0);
  if (line <= nLines) return;
  throw new StateError(`A report is about line ${line} of \`${path}\`, which has ${nLines}.`, {
    hint: 'Run the tool again on the files as they are.',
  });
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
  const paths = proposal.flatMap(({ path }, file) => (chosen[file]!.length > 0 ? [path] : []));
  return { paths, ...countLines(chosen.flat()) };
}

/** Counts the files and lines that edits change. */
export function extentOfEdits(edits: readonly Edit[]): Extent {
  const hunks = edits.flatMap(({ bytes, after }) => diff(new Source(bytes), new Source(after)));
  return { paths: edits.map(({ path }) => path), ...countLines(hunks) };
}

/** Counts the lines that hunks add and remove. */
export function countLines(hunks: readonly Hunk[]): Omit<Extent, 'paths'> {
  const kinds = hunks.flatMap(({ lines }) => lines.map(({ kind }) => kind));
  return {
    nAdded: kinds.filter((kind) => kind === '+').length,
    nRemoved: kinds.filter((kind) => kind === '-').length,
  };
}
