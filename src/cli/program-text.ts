// The programs of edits, as text.

import { oracle } from '../apply/oracle.js';
import type { Edit } from '../git/read.js';
import { concat } from '../grammar/bytes.js';
import { format } from '../grammar/program.js';
import { Source } from '../grammar/source.js';

const LF = Uint8Array.of(0x0a);

/** Gives the program of each edit with a newline after it, in the order of the files. */
export function programText(edits: readonly Edit[]): Uint8Array {
  return concat(
    edits.flatMap(({ bytes, after }) => [format(oracle(new Source(bytes), new Source(after))), LF]),
  );
}
