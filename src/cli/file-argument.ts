// How a command line names a file and the lines of it that may change: `path`, `path:120-180`, `path:130:7`.

import { statSync } from 'node:fs';
import { UsageError } from '../errors.js';
import type { LineRange, Source } from '../grammar/source.js';
import type { Task } from '../repair.js';
import { symbolLines } from './symbol.js';

/** A file, and the lines of it, as an argument names them. */
export interface FileArgument {
  readonly path: string;
  /** Lines given as `path:120-180`: exactly these may change. */
  readonly lines?: LineRange;
  /** Line given as `path:130` or `path:130:7`: the instruction is about it. */
  readonly pointed?: number;
  /** What is reported of it, with the instruction for each report. */
  readonly tasks?: readonly Task[];
  /** Whether the user named the file, not only a report. */
  readonly isNamed?: boolean;
}

/** What of a file may change, and the line that the instruction is about. */
export interface Region {
  /** @default the whole file */
  readonly fence?: LineRange;
  readonly pointed?: LineRange;
}

/**
 * Reads an argument; a file whose whole name is the argument wins over a reading as lines.
 *
 * @example parseFileArgument('a.ts:130:7', () => false) // { path: 'a.ts', pointed: 130 }
 */
export function parseFileArgument(
  argument: string,
  exists: (path: string) => boolean,
): FileArgument {
  if (exists(argument)) return { path: argument };
  const range = /^(.+):(\d+)-(\d+)$/.exec(argument);
  if (range) return { path: range[1]!, lines: { first: Number(range[2]), last: Number(range[3]) } };
  const point = /^(.+?):(\d+)(?::\d+)?$/.exec(argument);
  if (point) return { path: point[1]!, pointed: Number(point[2]) };
  return { path: argument };
}

/**
 * Gives what an argument says of its file; the lines of `symbol` may change where one is named.
 * Throws a UsageError where it is outside.
 */
export async function regionOf(
  argument: FileArgument,
  source: Source,
  symbol?: string,
): Promise<Region> {
  const { path, lines, pointed } = argument;
  if (symbol !== undefined) {
    if (lines || pointed !== undefined) {
      throw new UsageError('`--symbol` cannot be used together with lines of the file.');
    }
    return { fence: await symbolLines(path, source, symbol) };
  }
  if (lines) return { fence: inside(argument, lines, source) };
  if (pointed === undefined) return {};
  inside(argument, { first: pointed, last: pointed }, source);
  return { pointed: { first: pointed, last: pointed } };
}

function inside({ path }: FileArgument, { first, last }: LineRange, source: Source): LineRange {
  const named = first === last ? `Line ${first}` : `Lines ${first}-${last}`;
  if (last < first) throw new UsageError(`${named} of \`${path}\` end before they start.`);
  if (first < 1 || last > source.nLines) {
    throw new UsageError(`${named} ${first === last ? 'is' : 'are'} outside \`${path}\`.`, {
      hint: source.nLines === 0 ? 'The file is empty.' : `It has lines 1 to ${source.nLines}.`,
    });
  }
  return { first, last };
}

/** Whether a path names a file. A tool may report any text: what can't be a path names none. */
export function isFile(path: string): boolean {
  try {
    return statSync(path).isFile();
  } catch {
    return false;
  }
}
