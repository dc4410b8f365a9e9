// From reports to the files that they are about, each with its tasks.
import { resolve } from 'node:path';
import { UsageError } from '../../errors.js';
import type { Task } from '../../repair.js';
import type { FileArgument } from '../file-argument.js';
import { readDiagnostics } from './read.js';

/**
 * Gives the files that a tool's output is about, in the order in which they are first named; those
 * named by `words` alone, where there are any. Throws a UsageError for a word that is no file.
 */
export function reportedFiles(
  output: string,
  words: readonly string[],
  isFile: (path: string) => boolean,
): FileArgument[] {
  const stranger = words.find((word) => !isFile(word));
  if (stranger !== undefined) {
    throw new UsageError(`\`${stranger}\` is not a file.`, {
      hint: 'With `--from` the reports are the instructions, and arguments say which files may change.',
    });
  }
  const wanted = new Set(words.map((word) => resolve(word)));
  const files = new Map<string, { path: string; tasks: Task[] }>();
  const known = new Set<string>();
  for (const { path, line, text } of readDiagnostics(output, isFile)) {
    const absolute = resolve(path);
    if (!isFile(path) || (wanted.size > 0 && !wanted.has(absolute))) continue;
    const file = files.get(absolute) ?? { path, tasks: [] };
    files.set(absolute, file);
    const report = `${absolute}\0${text}`;
    if (known.has(report)) continue;
    known.add(report);
    file.tasks.push({ instruction: text, pointed: { first: line, last: line } });
  }
  return [...files.values()].map((file) => ({ ...file, isNamed: wanted.size > 0 }));
}
