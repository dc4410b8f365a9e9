// Bytes in and out of the process: files, standard input, standard output.

import { readFileSync } from 'node:fs';
import { StateError, UsageError } from '../errors.js';
import { fileProblem } from '../git/file-problem.js';

/** The argument that stands for standard input. */
export const STDIN = '-';

/** Reads a file, or standard input for `-`. Throws a StateError where that is impossible. */
export async function readInput(path: string): Promise<Uint8Array> {
  if (path === STDIN) return readStdin();
  try {
    return readFileSync(path);
  } catch (cause) {
    if ((cause as NodeJS.ErrnoException).code === 'EISDIR') {
      throw new StateError(`\`${path}\` is a directory.`, { cause });
    }
    throw fileProblem(cause, `\`${path}\` cannot be read`);
  }
}

/** Reads all of standard input. Throws a UsageError when it is a terminal: nothing would come. */
export async function readStdin(): Promise<Uint8Array> {
  if (process.stdin.isTTY) {
    throw new UsageError('Standard input is a terminal, and data is expected from it.', {
      hint: 'Pipe a file into it, as in `cad fix - --filename x.ts "…" < x.ts`.',
    });
  }
  // Not a synchronous read: Ctrl-C must stop the wait.
  const chunks: Uint8Array[] = [];
  for await (const chunk of process.stdin) chunks.push(chunk);
  return Buffer.concat(chunks);
}

/**
 * Writes to standard output, and resolves once the bytes have left the process. A write that fails
 * is an error of the stream, which ends the process.
 */
export async function writeOutput(content: Uint8Array | string): Promise<void> {
  await new Promise<void>((resolve) => {
    process.stdout.write(content, (error) => {
      if (!error) resolve();
    });
  });
}
