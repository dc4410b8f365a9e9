// What one run of `cad fix` works with, and what it decides.

import type { StateError } from '../errors.js';
import { type Proposal, propose } from '../propose.js';
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
  /** Asks the user again, after `problem` kept the edit from its destination. */
  readonly again?: (problem: StateError) => Promise<Decision>;
}

/** Decodes the files of a run. */
export function proposeRun({ files, engine }: Run, listener: Listener): Promise<Proposal> {
  const request = { ...engine.asked, files: files.map(({ requested }) => requested) };
  return propose(request, engine.decoder, calmed(listener), interrupted);
}

/** Paths of a run's files, from the top of the repository. */
export function pathsOf({ files }: Run): string[] {
  return files.map(({ target }) => target.path);
}

/** Whether what a run prints on standard output is coloured. */
export function colorOf({ options, settings }: Run): boolean {
  return wantsColor({ flag: options.color, setting: settings.color }, process.stdout);
}
