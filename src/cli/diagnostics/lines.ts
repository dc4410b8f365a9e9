// Diagnostics as text, one a line: tsc, eslint, ruff, mypy, pylint, and what else follows gcc.
import { stripVTControlCharacters } from 'node:util';
import type { Diagnostic } from './diagnostic.js';

/** A path, a place in it, and a message; with `s`, so that a message that began is not given up again. */
const FORMS = [
  /^(?<path>[^\s(].*?)\((?<line>[1-9]\d*),\d+\): (?<message>\S.*)$/s, // tsc
  /^(?<path>\S.*?):(?<line>[1-9]\d*):\d+ - (?<message>\S.*)$/s, // tsc --pretty, pyright
  /^(?<path>\S.*?):(?<line>[1-9]\d*)(?::\d+)?:? (?<message>\S.*)$/s,
];

/** eslint's own format has the path above its reports. */
const STYLISH = /^\s+(?<line>[1-9]\d*):\d+\s+(?:error|warning)\s+\S/;

/** ruff and rustc have the place below the message. */
const PLACE_BELOW = /^\s*--> (?<path>\S.*):(?<line>[1-9]\d*):\d+$/;

/** Remarks that belong to the report before them. */
const NOTE = /^(note|info|help)\b/i;

/**
 * Reads the reports of some tool's output, lines from 1 on. Other lines are passed over, and so are those whose path
 * is no file by `exists`: they only look like a report.
 */
export function readLines(text: string, exists: (path: string) => boolean): Diagnostic[] {
  const found: Diagnostic[] = [];
  let heading: string | undefined;
  let previous = '';
  for (const raw of stripVTControlCharacters(text).split(/\r?\n/)) {
    const line = raw.trimEnd();
    const below = STYLISH.exec(line)?.groups;
    if (below && heading !== undefined) {
      found.push({ path: heading, line: Number(below.line), text: line.trim() });
    } else if (PLACE_BELOW.test(line)) {
      found.push(...reportBelow(line, previous, exists));
    } else if (line !== '') {
      // What stands below a path that is no file is about none that is known.
      heading = exists(line.trim()) ? line.trim() : undefined;
      found.push(...reportsIn(line.trim(), exists));
    }
    previous = line.trim();
  }
  return found;
}

function reportBelow(
  line: string,
  message: string,
  exists: (path: string) => boolean,
): Diagnostic[] {
  const { path, line: at } = PLACE_BELOW.exec(line)!.groups!;
  if (message === '' || NOTE.test(message) || !exists(path!)) return [];
  const place = line.trim().replace('--> ', '');
  return [{ path: path!, line: Number(at), text: `${place}: ${message}` }];
}

function reportsIn(line: string, exists: (path: string) => boolean): Diagnostic[] {
  for (const form of FORMS) {
    const { path, line: at, message } = form.exec(line)?.groups ?? {};
    if (path === undefined || NOTE.test(message!) || !exists(path)) continue;
    return [{ path, line: Number(at), text: line }];
  }
  return [];
}
