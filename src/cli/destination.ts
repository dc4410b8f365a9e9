// Where an accepted edit goes, as the options of `cad fix` say it.

import { UsageError } from '../errors.js';
import { messageFor } from '../git/message.js';

const STDOUT = '-';

/** The place that takes the result. */
export type Destination =
  | { readonly to: 'commit'; readonly message: string }
  | { readonly to: 'stage' | 'write' | 'stdout' | 'nowhere' }
  | { readonly to: 'file'; readonly file: string };

/** Options of `cad fix` that say where the result goes. */
export interface DestinationOptions {
  readonly commit?: boolean;
  readonly message?: string;
  readonly stage?: boolean;
  readonly write?: boolean;
  readonly patch?: boolean;
  readonly output?: string;
  readonly dryRun?: boolean;
  readonly json?: boolean;
}

/**
 * Gives the destination, or undefined when no option names one. Throws a UsageError where options
 * contradict each other. `instruction` is the commit message when `-m` gives none.
 */
export function readDestination(
  options: DestinationOptions,
  instruction: string,
): Destination | undefined {
  refuseConflicts(options);
  if (options.commit) return { to: 'commit', message: options.message ?? messageFor(instruction) };
  if (options.stage) return { to: 'stage' };
  if (options.write) return { to: 'write' };
  if (options.dryRun) return { to: 'nowhere' };
  if (isPrinted(options)) return { to: 'stdout' };
  return options.output === undefined ? undefined : { to: 'file', file: options.output };
}

/** Throws a UsageError where a commit message is given, and nobody can choose to commit. */
export function refuseUnusedMessage(
  { message }: DestinationOptions,
  destination: Destination | undefined,
): void {
  if (message === undefined || destination?.to === 'commit') return;
  throw new UsageError('`--message` needs `--commit` where no screen opens.');
}

function isPrinted({ output, patch }: DestinationOptions): boolean {
  return output === undefined ? patch === true : output === STDOUT;
}

function refuseConflicts(options: DestinationOptions): void {
  const places = [
    options.commit && '--commit',
    options.stage && '--stage',
    options.write && '--write',
    (options.patch || options.output !== undefined) &&
      (options.output === undefined ? '--patch' : '--output'),
    options.dryRun && '--dry-run',
  ].filter((place) => typeof place === 'string');
  if (places.length > 1) throw conflict(places[0]!, places[1]!);
  if (options.json && isPrinted(options)) {
    const flag = options.output === undefined ? '--patch' : '--output -';
    throw conflict(flag, '--json', 'The patch is part of what `--json` prints.');
  }
  if (options.message?.trim() === '') throw new UsageError('The commit message is empty.');
  const [place] = places;
  if (options.message !== undefined && place !== undefined && place !== '--commit') {
    throw conflict('--message', place);
  }
}

function conflict(a: string, b: string, hint?: string): UsageError {
  return new UsageError(`\`${a}\` cannot be used with \`${b}\`.`, hint ? { hint } : {});
}
