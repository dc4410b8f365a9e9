// A staged file as the rules before have left it, and the parts of it that may change.

import { changedLines } from '../../apply/changed.js';
import type { Repository } from '../../git/repo.js';
import { type StagedFile, stagedText } from '../../git/staged.js';
import { type LineRange, Source } from '../../grammar/source.js';

/** Lines around a staged change that may change too, and the most lines that are read at once. */
const AROUND = 20;
const MOST_LINES = 80;

/** Longer texts could exceed the model's context, at a token a byte. */
const MOST_BYTES = 8000;

export interface Current {
  readonly file: StagedFile;
  /** The text in the last commit; empty for a new file. */
  readonly committed: Source;
  /** As it was staged. */
  readonly original: Source;
  readonly text: Source;
  readonly blob: string;
}

/** Reads a staged file out of `stagedBlobs`; undefined where its text can't be edited. */
export async function readCurrent(
  repository: Repository,
  file: StagedFile,
  blobs: ReadonlyMap<string, Buffer>,
): Promise<Current | undefined> {
  const text = await stagedText(repository, file, blobs);
  if (!text) return undefined;
  const { committed } = file;
  const old = committed && { ...file, blob: committed };
  const before = old && (await stagedText(repository, old, blobs));
  return currentOf(file, before || undefined, text);
}

/** A file that no rule has changed yet. */
export function currentOf(file: StagedFile, committed: Source | undefined, text: Source): Current {
  const before = committed ?? new Source(new Uint8Array());
  return { file, committed: before, original: text, text, blob: file.blob };
}

/** The staged changes with some lines around; without those that are too long to read. */
export function regionsOf({ committed, text }: Pick<Current, 'committed' | 'text'>): LineRange[] {
  return changedLines(committed, text, { around: AROUND, most: MOST_LINES }).filter(
    (lines) => text.lines(lines).length <= MOST_BYTES,
  );
}
