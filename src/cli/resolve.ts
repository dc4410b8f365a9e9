// `cad resolve`: what a program makes of a file.

import { resolve } from '../apply/resolve.js';
import { EXIT, type ExitStatus, UsageError } from '../errors.js';
import { parse } from '../grammar/parse.js';
import { Source } from '../grammar/source.js';
import { STDIN } from './instruction.js';
import { readInput, writeOutput } from './streams.js';

/** Prints the bytes that the program in one file makes of another file. */
export async function resolveCommand(program: string, file: string): Promise<ExitStatus> {
  if (program === STDIN && file === STDIN) {
    throw new UsageError('Standard input cannot be both the program and the file.');
  }
  const parsed = parse(await readInput(program));
  await writeOutput(resolve(parsed, new Source(await readInput(file))));
  return EXIT.done;
}
