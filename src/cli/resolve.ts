// `cad resolve`: what a program makes of a file.

import { fit } from '../apply/fit.js';
import { resolve } from '../apply/resolve.js';
import { EXIT, type ExitStatus, UsageError } from '../errors.js';
import { parse } from '../grammar/parse.js';
import { Source } from '../grammar/source.js';
import { printable } from './printable.js';
import { readInput, STDIN, writeOutput } from './streams.js';

/** Prints the bytes that the program in one file makes of another file. */
export async function resolveCommand(
  program: string,
  file: string,
  options: { readonly fit?: boolean },
): Promise<ExitStatus> {
  if (program === STDIN && file === STDIN) {
    throw new UsageError('Standard input cannot be both the program and the file.');
  }
  const parsed = parse(await readInput(program));
  const source = new Source(await readInput(file));
  const exact = resolve(parsed, source);
  refuseNewBidi(source.bytes, exact);
  await writeOutput(options.fit ? resolve(fit(parsed, source), source) : exact);
  return EXIT.done;
}

/** Characters that reorder text on the screen can make code look like other code. */
function refuseNewBidi(before: Uint8Array, after: Uint8Array): void {
  const known = bidiControls(before);
  const added = [...bidiControls(after)].find((control) => !known.has(control));
  if (added === undefined) return;
  throw new UsageError(
    `The program writes the bidirectional control \`${printable(added)}\`, which the file lacks.`,
  );
}

function bidiControls(bytes: Uint8Array): Set<string> {
  return new Set(new TextDecoder().decode(bytes).match(/\p{Bidi_Control}/gu));
}
