// `--from`: what a tool reports, in any of the forms that are known.
import type { Diagnostic } from './diagnostic.js';
import { readJson } from './json.js';
import { readLines } from './lines.js';

/**
 * Reads the output of a tool; there is no report in what has none of the known forms. `exists`
 * tells whether a path is a file.
 */
export function readDiagnostics(text: string, exists: (path: string) => boolean): Diagnostic[] {
  const whole = json(text);
  if (whole !== undefined) return readJson(whole);
  // Some tools write one object a line; others may write lines of text beside them.
  const lines = text.split('\n');
  const objects = lines.map((line) => (line.startsWith('{') ? json(line) : undefined));
  const rest = lines.filter((_, n) => objects[n] === undefined).join('\n');
  return [...objects.flatMap(readJson), ...readLines(rest, exists)];
}

function json(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
