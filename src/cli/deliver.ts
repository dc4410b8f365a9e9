// Takes accepted edits to their destination.

import { commit } from '../git/commit.js';
import { journaled } from '../git/journal.js';
import { type Edit, sharedRepository } from '../git/read.js';
import { stage } from '../git/stage.js';
import { writeFiles } from '../git/write.js';
import { type Facts, noteCommit } from './commit-note.js';
import type { Destination } from './destination.js';
import { patchOf } from './edits.js';
import { whileWriting } from './interrupt.js';
import type { Extent, Outcome } from './outcome.js';
import { paintedPatch } from './paint.js';
import { savePatch } from './save.js';
import { writeOutput } from './streams.js';

export interface DeliverOptions {
  /** A whole trailer line for a commit. */
  readonly trailer?: string;
  /** Whether a patch file may replace a file. */
  readonly force?: boolean;
  readonly color: boolean;
  /** What a commit's note tells. */
  readonly facts: Facts;
}

/**
 * Delivers the edits, all or none, and tells what was done. Throws a StateError, with nothing
 * changed, where the destination does not take them.
 */
export async function deliver(
  edits: readonly Edit[],
  extent: Extent,
  destination: Destination,
  options: DeliverOptions,
): Promise<Outcome> {
  switch (destination.to) {
    case 'commit': {
      const { message } = destination;
      const repository = sharedRepository(edits);
      const committed = await written('commit', edits, () =>
        commit(repository, edits, message, options),
      );
      const isNoted = await succeeds(noteCommit(repository, committed, options.facts));
      return { kind: 'committed', commit: committed.id, extent, isNoted };
    }
    case 'stage':
      await written('stage', edits, () => stage(sharedRepository(edits), edits));
      return { kind: 'staged', extent };
    case 'write':
      await written('write', edits, async () => writeFiles(edits));
      return { kind: 'written', extent };
    case 'file':
      savePatch(destination.file, patchOf(edits), options.force);
      return { kind: 'saved', file: destination.file, extent };
    case 'stdout':
      await printPatch(patchOf(edits), options.color);
      return { kind: 'printed', extent };
    case 'nowhere':
      return { kind: 'shown', extent };
  }
}

function written<T>(
  to: 'write' | 'stage' | 'commit',
  edits: readonly Edit[],
  work: () => Promise<T>,
): Promise<T> {
  return whileWriting(() => journaled(sharedRepository(edits), to, { edits }, work));
}

async function succeeds(work: Promise<void>): Promise<boolean> {
  return work.then(
    () => true,
    () => false,
  );
}

/** Prints a patch: as it is into a pipe or a file, painted on a terminal or where colour is asked for. */
export async function printPatch(patch: Uint8Array, color: boolean): Promise<void> {
  await writeOutput(color || process.stdout.isTTY ? paintedPatch(patch, color) : patch);
}
