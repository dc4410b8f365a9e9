// `cad program`: the shortest program that makes one file out of another.

import { oracle } from '../apply/oracle.js';
import { EXIT, type ExitStatus, UsageError } from '../errors.js';
import { format } from '../grammar/program.js';
import { Source } from '../grammar/source.js';
import { readInput, STDIN, writeOutput } from './streams.js';

/** Prints the oracle program from the old file to the new one, with a newline after it. */
export async function programCommand(old: string, changed: string): Promise<ExitStatus> {
  if (old === STDIN && changed === STDIN) {
    throw new UsageError('Standard input cannot be both the old and the new file.');
  }
  const [before, after] = [new Source(await readInput(old)), new Source(await readInput(changed))];
  await writeOutput(Buffer.concat([format(oracle(before, after)), Buffer.from('\n')]));
  return EXIT.done;
}
