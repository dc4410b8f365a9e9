// The journal of a write: what is under way in a repository, so that what a dead process left can be
// finished or taken back. Once the write is done it is the last edit. It also keeps two `cad` apart.

import * as fs from 'node:fs';
import { hostname, uptime } from 'node:os';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { StateError } from '../errors.js';
import { storeBlob } from './blobs.js';
import { areChanges, type Change, readJson } from './changes.js';
import { fileProblem } from './file-problem.js';
import { linkOrCopy } from './link.js';
import type { Edit } from './read.js';
import type { Repository } from './repo.js';

/** How long another `cad` is waited for; its writes are short, but a hook of the user's may not be. */
const PATIENCE_MS = 2000;

const PLACES = ['write', 'stage', 'commit', 'hook'] as const;
export type EditPlace = (typeof PLACES)[number];

/** Edits that go, or went, to one place. */
export interface MadeEdit {
  readonly to: EditPlace;
  /** Files of the worktree, by blobs of their bytes. */
  readonly files: readonly Change[];
}

export interface Journal extends MadeEdit {
  /** The process that writes, and its machine. */
  readonly pid: number;
  readonly host: string;
  /** When it was written, in milliseconds since 1970. */
  readonly at: number;
  /** The commit on which another one is made. */
  readonly head?: string;
  /** The index that it writes. */
  readonly index: string;
  /** Entries of the index that change before the files do. */
  readonly entries: readonly Change[];
}

export interface Planned {
  readonly edits: readonly Edit[];
  readonly entries?: readonly Change[];
}

/**
 * Does `work`, which is one write to a repository, under a journal. While it runs no other `cad` writes
 * there; work that fails has to leave everything as it was. Throws a StateError where another writes.
 */
export async function journaled<T>(
  repository: Repository,
  to: EditPlace,
  { edits, entries = [] }: Planned,
  work: () => Promise<T>,
): Promise<T> {
  const { index } = repository;
  const head = to === 'commit' ? await repository.head() : undefined;
  const stored = edits.map(async ({ path, bytes, after }): Promise<Change> => {
    const blobs = await Promise.all([storeBlob(repository, bytes), storeBlob(repository, after)]);
    return { path, before: blobs[0], after: blobs[1] };
  });
  const files = await Promise.all(stored);
  await begin(repository, { to, ...owner(), ...(head && { head }), index, files, entries });
  try {
    const result = await work();
    keepAsLastEdit(repository, files);
    return result;
  } catch (error) {
    endJournal(repository);
    throw error;
  }
}

function owner(): Pick<Journal, 'pid' | 'host' | 'at'> {
  return { pid: process.pid, host: hostname(), at: Date.now() };
}

/** Ends a journal; what it did is the last edit, if it changed `files`. */
export function keepAsLastEdit(repository: Repository, files: readonly unknown[]): void {
  if (files.length > 0) fs.renameSync(journalOf(repository), lastEditOf(repository));
  else endJournal(repository);
}

/** Whether the process of a journal may still be at work: on another machine that can't be known. */
export function isUnderWay({ pid, host, at }: Journal): boolean {
  if (host !== hostname()) return true;
  const startedMs = Date.now() - 1000 * uptime();
  return at > startedMs && isRunning(pid);
}

export function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}

async function begin(repository: Repository, journal: Journal): Promise<void> {
  const path = journalOf(repository);
  const draft = `${path}.${process.pid}`;
  for (let ms = 0; fs.existsSync(path) && ms < PATIENCE_MS; ms += 50) await setTimeout(50);
  try {
    fs.mkdirSync(folderOf(repository), { recursive: true });
    fs.writeFileSync(draft, JSON.stringify(journal), { flush: true });
    linkOrCopy(draft, path);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') {
      throw fileProblem(error, 'The repository could not be written');
    }
    throw new StateError('Another `cad` is writing in this repository.', {
      hint: `Wait until it ends. If none is running, remove \`${path}\`.`,
    });
  } finally {
    fs.rmSync(draft, { force: true });
  }
}

/** Reads the journal of a write under way. Throws a StateError where it can't be read. */
export function readJournal(repository: Repository): Journal | undefined {
  const path = journalOf(repository);
  const journal = readJson(path);
  if (journal === undefined || isJournal(journal)) return journal;
  throw new StateError(`The journal \`${path}\` cannot be read.`, {
    hint: 'Look what `git status` says, and remove the file.',
  });
}

/** Makes the journal of a dead process one of this process. */
export function takeOver(repository: Repository, journal: Journal): void {
  const path = journalOf(repository);
  const own = { ...journal, ...owner() };
  fs.writeFileSync(`${path}.${process.pid}`, JSON.stringify(own), { flush: true });
  fs.renameSync(`${path}.${process.pid}`, path);
}

export function endJournal(repository: Repository): void {
  fs.rmSync(journalOf(repository), { force: true });
}

/** Reads what the last write that was done did. Throws a StateError where there is none. */
export function readLastEdit(repository: Repository): MadeEdit {
  const edit = readJson(lastEditOf(repository));
  if (isMadeEdit(edit)) return edit;
  if (edit !== undefined) throw new StateError('What the last edit was cannot be read.');
  throw new StateError('There is no edit to undo.', {
    hint: '`cad fix` with `--write`, `--stage` or `--commit` makes one.',
  });
}

function isJournal(value: unknown): value is Journal {
  const { pid, host, at, head, index, entries } = (value ?? {}) as Partial<Journal>;
  return (
    isMadeEdit(value) &&
    [typeof pid, typeof at, typeof host, typeof index].join() === 'number,number,string,string' &&
    !index?.includes('\0') &&
    (head === undefined || typeof head === 'string') &&
    areChanges(entries)
  );
}

function isMadeEdit(value: unknown): value is MadeEdit {
  const { to, files } = (value ?? {}) as Partial<MadeEdit>;
  return PLACES.some((place) => place === to) && areChanges(files);
}

/** Notes which process of git makes the commit of the journal. */
export function writeGitPid(repository: Repository, pid: number): void {
  fs.mkdirSync(folderOf(repository), { recursive: true });
  fs.writeFileSync(gitPidOf(repository), String(pid));
}

export function readGitPid(repository: Repository): number | undefined {
  const pid = readJson(gitPidOf(repository));
  return typeof pid === 'number' ? pid : undefined;
}

function gitPidOf(repository: Repository): string {
  return join(folderOf(repository), 'git.pid');
}

/** The folder in the git directory that is ours; each worktree has its own. */
export function folderOf({ gitDir }: Repository): string {
  return join(gitDir, 'cad');
}

export function journalOf(repository: Repository): string {
  return join(folderOf(repository), 'journal.json');
}

function lastEditOf(repository: Repository): string {
  return join(folderOf(repository), 'last-edit.json');
}
