// Finishes or takes back a write whose process has died in the middle of it.

import {
  existsSync,
  readdirSync,
  readFileSync,
  realpathSync,
  renameSync,
  rmSync,
  statSync,
} from 'node:fs';
import { dirname, join, relative, sep } from 'node:path';
import { StateError } from '../errors.js';
import type { Change } from './changes.js';
import { fileProblem } from './file-problem.js';
import { type FollowOptions, followCommit } from './follow-commit.js';
import { commitIndexOf, draftOf, entryIn, isOwnLock, lockOf } from './index-update.js';
import {
  isRunning,
  isUnderWay,
  type Journal,
  journalOf,
  keepAsLastEdit,
  readGitPid,
  readJournal,
  takeOver,
} from './journal.js';
import type { Repository } from './repo.js';
import { restoreFiles } from './restore.js';
import { sha256 } from './sha256.js';
import { blobIn } from './staged.js';
import { TEMPORARY, type WrittenFile, writeFiles } from './write.js';

/** What became of a write that was cut short. */
export interface Recovery {
  readonly kind: 'finished' | 'taken-back';
  readonly paths: readonly string[];
  /** What is not as it should be, where something is not. */
  readonly problem?: string;
}

/**
 * Finishes what a dead process of `cad` was writing in a repository where that had gone so far that
 * Git knows of it, else takes it back; what was changed since stays. Gives the index what a hook has
 * fixed in the last commit, too. Throws a StateError where the journal can't be read, or Git still
 * works for the dead process.
 */
export async function recover(
  repository: Repository,
  options: FollowOptions = {},
): Promise<Recovery | undefined> {
  const recovery = await endWrite(repository).catch((error) => {
    throw fileProblem(error, 'What an earlier `cad` has left half done could not be ended');
  });
  // Where the index is locked, the next run does it.
  await followCommit(repository, options).catch((error) => {
    if (!(error instanceof StateError)) throw error;
  });
  return recovery;
}

async function endWrite(repository: Repository): Promise<Recovery | undefined> {
  const journal = readJournal(repository);
  if (!journal || isUnderWay(journal)) return undefined;
  refuseRunningGit(repository, journal);
  takeOver(repository, journal);
  const files = await filesOf(repository, journal);
  const isPublished = await wasPublished(repository, journal, files);
  let problem: string | undefined;
  try {
    if (isPublished) finish(repository, journal, files);
    else await restoreFiles(repository, files);
  } catch (error) {
    if (!(error instanceof StateError)) throw error;
    problem = error.message;
  }
  removeTemporaries(repository, journal, files);
  keepAsLastEdit(repository, isPublished && !problem ? journal.files : []);
  const paths = journal.files.map(({ path }) => path);
  return {
    kind: isPublished ? 'finished' : 'taken-back',
    ...{ paths, ...(problem !== undefined && { problem }) },
  };
}

/** `git commit` may outlive the process that started it, and make its commit later. */
function refuseRunningGit(repository: Repository, { to }: Journal): void {
  const pid = to === 'commit' ? readGitPid(repository) : undefined;
  if (pid === undefined || !isRunning(pid)) return;
  throw new StateError(`\`git commit\` still runs for an earlier \`cad\`, as process ${pid}.`, {
    hint: 'Wait until it ends, and run the command again.',
  });
}

/** The files of a journal that lie in the worktree. */
async function filesOf(repository: Repository, { files }: Journal): Promise<WrittenFile[]> {
  const found: WrittenFile[] = [];
  for (const { path, before, after } of files) {
    const absolute = join(repository.top, path);
    if (!isInside(repository.top, absolute)) continue;
    const [bytes, wanted] = await Promise.all([
      keptBlob(repository, before),
      keptBlob(repository, after),
    ]);
    found.push({ ...{ path, absolute, bytes, sha256: sha256(bytes) }, after: wanted });
  }
  return found;
}

/** A text of the journal; only the journal names it, so that `git gc` removes it in the end. */
async function keptBlob(repository: Repository, id: string): Promise<Buffer> {
  return repository.blob(id).catch((cause) => {
    throw new StateError('Git has removed what an earlier `cad` was writing.', {
      hint: `Look what \`git status\` says, and remove \`${journalOf(repository)}\`.`,
      cause,
    });
  });
}

/** Whether the folder of a path is one, really lies in `top`, and not in a git directory. */
function isInside(top: string, absolute: string): boolean {
  const folder = dirname(absolute);
  try {
    const inside = relative(top, join(realpathSync(folder), 'file')).split(sep);
    return statSync(folder).isDirectory() && inside[0] !== '..' && !inside.includes('.git');
  } catch {
    return false;
  }
}

/** Whether a write had come to its last step, after which only what follows from it is missing. */
async function wasPublished(
  repository: Repository,
  journal: Journal,
  files: readonly WrittenFile[],
): Promise<boolean> {
  switch (journal.to) {
    case 'write':
      return files.every(({ absolute, after }) => contentOf(absolute) === sha256(after));
    case 'stage':
      return !existsSync(draftOf(journal.index)) && files.every(hasChanged);
    case 'commit':
      return wasCommitted(repository, journal);
    case 'hook':
      return holdAll(repository, journal);
  }
}

function hasChanged(file: WrittenFile): boolean {
  return contentOf(file.absolute) !== file.sha256;
}

/** Whether there is another commit, and files of the journal are others in it. */
async function wasCommitted(repository: Repository, { head, files }: Journal): Promise<boolean> {
  const now = await repository.head();
  if (now === head || !head || !now) return false;
  for (const { path } of files) {
    const blobs = [await blobIn(repository, head, path), await blobIn(repository, now, path)];
    if (blobs[0] !== blobs[1]) return true;
  }
  return false;
}

/** Whether the index that a hook was to change, or the one that took its place, has the changes. */
async function holdAll(repository: Repository, { index, entries }: Journal): Promise<boolean> {
  const path = existsSync(index) ? index : join(repository.gitDir, 'index');
  const holds = async (entry: Change) =>
    (await entryIn(repository, path, entry.path))?.blob === entry.after;
  for (const entry of entries) if (!(await holds(entry))) return false;
  return true;
}

function finish(
  repository: Repository,
  { to, index }: Journal,
  files: readonly WrittenFile[],
): void {
  // The lock shows that nobody else has written the index since.
  const isOurs = isOwnIndex(repository, index) && isOwnLock(lockOf(index));
  if (to === 'commit' && isOurs && existsSync(draftOf(index))) renameSync(draftOf(index), index);
  if (to === 'hook') {
    writeFiles(files.filter((file) => !hasChanged(file)));
  }
}

function removeTemporaries(
  repository: Repository,
  { index }: Journal,
  files: readonly WrittenFile[],
): void {
  for (const folder of new Set(files.map(({ absolute }) => dirname(absolute)))) {
    const left = readdirSync(folder).filter((name) => TEMPORARY.test(name));
    for (const name of left) rmSync(join(folder, name), { force: true });
  }
  if (!isOwnIndex(repository, index)) return;
  const own = [draftOf(index), commitIndexOf(index)];
  for (const path of own.flatMap((each) => [each, lockOf(each)])) rmSync(path, { force: true });
  if (isOwnLock(lockOf(index))) rmSync(lockOf(index), { force: true });
}

/** A journal names the index of this repository, or it is not one of ours. */
function isOwnIndex({ gitDir, index: own }: Repository, index: string): boolean {
  return index === own || dirname(index) === gitDir;
}

function contentOf(path: string): string | undefined {
  try {
    return sha256(readFileSync(path));
  } catch {
    return undefined;
  }
}
