// `cad grammar`: the programs that are legal for a file, as a grammar for other engines.

import { existsSync } from 'node:fs';
import { EXIT, type ExitStatus, UsageError } from '../errors.js';
import { gbnf, lark } from '../grammar/export.js';
import { Source } from '../grammar/source.js';
import { parseFileArgument, regionOf } from './file-argument.js';
import { readInput, writeOutput } from './streams.js';

/** Prints the grammar of a file, with only the lines of `path:lines` open to change. */
export async function grammarCommand(
  word: string,
  options: { readonly lark?: boolean },
): Promise<ExitStatus> {
  const argument = parseFileArgument(word, existsSync);
  const { path, pointed } = argument;
  if (pointed !== undefined) {
    throw new UsageError('A grammar is of a file or of a range of its lines, not of one line.', {
      hint: `Write \`${path}:${pointed}-${pointed}\` where only that line may change.`,
    });
  }
  const source = new Source(await readInput(path));
  const { fence = source.all } = await regionOf(argument, source);
  const automaton = { nLines: source.nLines, fence };
  await writeOutput(options.lark ? lark(automaton) : gbnf(automaton));
  return EXIT.done;
}
