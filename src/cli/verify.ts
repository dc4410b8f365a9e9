// `cad verify`: proves that a commit is what its programs make of the commit before it.

import { resolve } from '../apply/resolve.js';
import { EXIT, type ExitStatus, UsageError } from '../errors.js';
import { changedPaths, commitOf, fileIn } from '../git/note.js';
import type { Repository } from '../git/repo.js';
import { equals } from '../grammar/bytes.js';
import type { Program } from '../grammar/program.js';
import { Source } from '../grammar/source.js';
import { differenceText, verifiedText } from './announce.js';
import { type NotedFile, readNoted } from './commit-note.js';
import { openRepository } from './open-repository.js';
import { writeOutput } from './streams.js';

/** Where a commit differs from its programs. */
export type Difference =
  | { readonly path: string; readonly line: number }
  /** It changes a file that no program is about. */
  | { readonly path: string; readonly line?: undefined };

/** Prints what it found; status 1 where the commit differs. Throws a StateError without a note. */
export async function verifyCommand(revision: string): Promise<ExitStatus> {
  const repository = await openRepository();
  const commit = await commitOf(repository, revision);
  const { files } = await readNoted(repository, commit, revision);
  const differences = await differencesOf(repository, commit, files);
  const text = differences.map(differenceText).join('') || verifiedText(commit, files);
  await writeOutput(text);
  return differences.length > 0 ? EXIT.declined : EXIT.done;
}

/** Finds where a commit differs from what its programs make of the commit before it. */
export async function differencesOf(
  repository: Repository,
  commit: string,
  files: readonly NotedFile[],
): Promise<Difference[]> {
  const differences: Difference[] = [];
  for (const { path, program } of files) {
    const before = await fileIn(repository, `${commit}^`, path);
    const after = await fileIn(repository, commit, path);
    const line = firstDifference(
      before && resolved(program, new Source(before)),
      after ?? new Uint8Array(),
    );
    if (line !== undefined) differences.push({ path, line });
  }
  const noted = new Set(files.map(({ path }) => path));
  const others = (await changedPaths(repository, commit)).filter((path) => !noted.has(path));
  return [...differences, ...others.map((path) => ({ path }))];
}

/** The text that a program makes; undefined where it is not a program about this text. */
function resolved(program: Program, source: Source): Uint8Array | undefined {
  try {
    return resolve(program, source);
  } catch (error) {
    if (error instanceof UsageError) return undefined;
    throw error;
  }
}

/** The first line in which two texts differ, 1-based; undefined where they are equal. */
function firstDifference(expected: Uint8Array | undefined, found: Uint8Array): number | undefined {
  if (!expected) return 1;
  const [a, b] = [new Source(expected), new Source(found)];
  const nShared = Math.min(a.nLines, b.nLines);
  for (let n = 1; n <= nShared; n++) if (!equals(a.line(n), b.line(n))) return n;
  return a.nLines === b.nLines ? undefined : nShared + 1;
}
