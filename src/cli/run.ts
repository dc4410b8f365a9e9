// What one run of `cad fix` works with, and what it decides.

import type { StateError } from '../errors.js';
import { withCheckCopy } from '../git/check-copy.js';
import { sharedRepository } from '../git/read.js';
import { type Proposal, propose } from '../propose.js';
import { repair } from '../repair.js';
import { checked } from './check/check.js';
import type { Destination, DestinationOptions } from './destination.js';
import type { OpenFile } from './edits.js';
import type { Engine } from './engine.js';
import type { InstructionOptions } from './instruction.js';
import { interrupted } from './interrupt.js';
import { calmed, type Listener } from './progress.js';
import type { Settings } from './settings.js';
import { wantsColor } from './terminal.js';

/** Options of `cad fix`; those that are settings too are read by `readSettings`. */
export interface FixOptions extends DestinationOptions, InstructionOptions {
  readonly filename?: string;
  /** A command line for a shell. */
  readonly check?: string;
  readonly yes?: boolean;
  readonly stats?: boolean;
  readonly force?: boolean;
  readonly color?: Settings['color'];
}

export interface Run {
  readonly options: FixOptions;
  readonly settings: Settings;
  readonly files: readonly OpenFile[];
  readonly engine: Engine;
}

/** A proposal, and which hunks of it go where. */
export interface Decision {
  readonly proposal: Proposal;
  /** Indices of the accepted hunks, for each file. */
  readonly accepted: readonly ReadonlySet<number>[];
  /** Undefined where the user wants none. */
  readonly destination?: Destination;
  /** Whether a person saw the hunks, and so may take those of an unfinished edit. */
  readonly isReviewed: boolean;
  /** What the edits were made by, where that is not the run's instruction. */
  readonly instruction?: string;
  /** Asks the user again, after `problem` kept the edit from its destination. */
  readonly again?: (problem: StateError) => Promise<Decision>;
}

/** Decodes the files of a run, and checks the edits where the user wants that. */
export async function proposeRun(
  run: Run,
  listener: Listener,
  signal = interrupted,
): Promise<Proposal> {
  const { check: command } = run.options;
  const proposal = await decodeRun(run, listener, signal);
  if (command === undefined || proposal.every(({ hunks }) => hunks.length === 0)) return proposal;
  const repository = sharedRepository(run.files.map(({ target }) => target));
  const mustMend = run.files.some(({ tasks }) => tasks);
  return withCheckCopy(repository, pathsOf(run), signal, (copy) =>
    checked(proposal, { command, copy, mustMend, signal }),
  );
}

function decodeRun(
  { files, engine }: Run,
  listener: Listener,
  signal: AbortSignal,
): Promise<Proposal> {
  const { instruction, ...asked } = engine.asked;
  const tasked = files.flatMap(({ requested, tasks }) => (tasks ? [{ ...requested, tasks }] : []));
  if (tasked.length > 0) {
    const request = { ...asked, files: tasked };
    return repair(request, engine.decoder, calmed(listener), signal);
  }
  const request = { ...asked, instruction, files: files.map(({ requested }) => requested) };
  return propose(request, engine.decoder, calmed(listener), signal);
}

/** Paths of a run's files, from the top of the repository. */
export function pathsOf({ files }: Run): string[] {
  return files.map(({ target }) => target.path);
}

/** Whether what a run prints on standard output is coloured. */
export function colorOf({ options, settings }: Run): boolean {
  return wantsColor({ flag: options.color, setting: settings.color }, process.stdout);
}
