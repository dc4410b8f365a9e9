// Replaces the content of several files: all of them or none.
// Synchronous on purpose: no signal handler and no other task of this process runs in between.

import { randomUUID } from 'node:crypto';
import * as fs from 'node:fs';
import { dirname, join } from 'node:path';
import { assert, StateError } from '../errors.js';
import { fileProblem } from './file-problem.js';
import { linkOrCopy } from './link.js';
import type { Edit } from './read.js';
import { sha256 } from './sha256.js';

/** What a file needs to be replaced. */
export type WrittenFile = Pick<Edit, 'path' | 'absolute' | 'bytes' | 'sha256' | 'after'>;

/** Names of files that are there while others are replaced. */
export const TEMPORARY = /^\.cad-[0-9a-f-]{36}\.(?:next|previous)$/;

interface Step {
  readonly edit: WrittenFile;
  /** The new content, in the same folder, until it takes the file's name. */
  readonly next: string;
  /** The old file under a second name, until all files are replaced. */
  readonly previous: string;
}

/**
 * Writes `after` into the file of each edit, keeping its permissions. A reader, even after a crash,
 * finds the old or the new file and never a part of one. Throws a StateError, with every file as it
 * was, when a file is no longer as it was read or cannot be written. Other hard links of a file keep
 * its old content, as they do when Git checks out a file.
 */
export function writeFiles(edits: readonly WrittenFile[]): void {
  assert(
    new Set(edits.map((edit) => edit.absolute)).size === edits.length,
    'a file is edited twice',
  );
  const steps = edits.map(stepOf);
  const replaced = new Set<Step>();
  try {
    for (const step of steps) attempt(step, prepare);
    for (const step of steps) attempt(step, refuseChanged);
    for (const step of steps) {
      attempt(step, ({ next, edit }) => fs.renameSync(next, edit.absolute));
      replaced.add(step);
    }
    replaced.clear();
  } catch (error) {
    for (const step of replaced) {
      attempt(step, putBack);
      replaced.delete(step);
    }
    throw error;
  } finally {
    for (const step of steps) {
      fs.rmSync(step.next, { force: true });
      if (!replaced.has(step)) fs.rmSync(step.previous, { force: true });
    }
  }
  for (const folder of new Set(edits.map(({ absolute }) => dirname(absolute)))) settle(folder);
}

function stepOf(edit: WrittenFile): Step {
  const stem = join(dirname(edit.absolute), `.cad-${randomUUID()}`);
  return { edit, next: `${stem}.next`, previous: `${stem}.previous` };
}

function prepare({ edit: { absolute, after }, next, previous }: Step): void {
  fs.closeSync(fs.openSync(absolute, 'r+')); // a rename would also replace a read-only file
  const { mode, uid, gid } = fs.statSync(absolute);
  const file = fs.openSync(next, 'wx', 0o600);
  try {
    fs.writeFileSync(file, after); // goes on after a short write, which writeSync only reports
    const own = fs.fstatSync(file);
    if (own.uid !== uid || own.gid !== gid) unlessRefused(() => fs.fchownSync(file, uid, gid));
    fs.fchmodSync(file, mode & 0o7777);
    fs.fsyncSync(file);
  } finally {
    fs.closeSync(file);
  }
  linkOrCopy(absolute, previous);
}

function refuseChanged({ edit }: Step): void {
  const isSame =
    fs.lstatSync(edit.absolute).isFile() && sha256(fs.readFileSync(edit.absolute)) === edit.sha256;
  if (isSame) return;
  throw new StateError(`\`${edit.path}\` changed while it was being edited; no file was written.`, {
    hint: 'Run the command again.',
  });
}

function putBack({ edit, previous }: Step): void {
  try {
    fs.renameSync(previous, edit.absolute);
  } catch (cause) {
    // Under a name that stays.
    const kept = previous.replace(/previous$/, 'kept');
    unlessRefused(() => fs.renameSync(previous, kept));
    throw new StateError(`\`${edit.path}\` was replaced and could not be put back.`, {
      hint: `Its old content is in \`${fs.existsSync(kept) ? kept : previous}\`.`,
      cause,
    });
  }
}

/** Makes the renames in a folder durable, where the platform can. */
function settle(folder: string): void {
  unlessRefused(() => {
    const handle = fs.openSync(folder, 'r');
    try {
      fs.fsyncSync(handle);
    } finally {
      fs.closeSync(handle);
    }
  });
}

function unlessRefused(work: () => void): void {
  try {
    work();
  } catch {
    // Only some owners and some platforms may; the content is right without it.
  }
}

function attempt(step: Step, work: (step: Step) => void): void {
  try {
    work(step);
  } catch (error) {
    const problem = `\`${step.edit.path}\` could not be written`;
    throw fileProblem(error, problem, '; every file is as it was');
  }
}
