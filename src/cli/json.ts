// What `--json` prints: one object a line, events first, how the run ended last.

import type { DecodeEvent } from '../decode/decoder.js';
import { CadError, EXIT } from '../errors.js';
import { format } from '../grammar/program.js';
import type { Edit, Proposal } from '../propose.js';
import { type Outcome, statusOf } from './outcome.js';
import { writeOutput } from './streams.js';

/** Prints a decode event of the file at `path`. */
export function printEvent(path: string, event: DecodeEvent): Promise<void> {
  return printLine({ ...event, path });
}

/** Prints the last line: the outcome, each file with its program and counters, and the patch. */
export function printOutcome(
  outcome: Outcome,
  proposal: Proposal,
  patch: Uint8Array,
): Promise<void> {
  const files = proposal.map(
    ({ path, abstained, left, nRefused, alternatives, stats, ...edit }) => ({
      path,
      ...editObject(edit),
      alternatives: alternatives.map(editObject),
      abstained,
      left,
      nRefused,
      stats,
    }),
  );
  return printLine({
    type: 'outcome',
    status: statusOf(outcome),
    outcome,
    files,
    patch: encoded(patch),
  });
}

function editObject({ program, hunks, confidence, hunkConfidence }: Edit) {
  return {
    confidence,
    hunks: hunks.map(({ before, after }, at) => ({
      ...{ before, after, confidence: hunkConfidence?.[at] },
    })),
    program: encoded(format(program)),
  };
}

/** Prints the last line of a run that failed. */
export function printError(error: unknown): Promise<void> {
  const known = error instanceof CadError;
  return printLine({
    type: 'error',
    status: known ? error.exitStatus : EXIT.bug,
    message: error instanceof Error ? error.message : String(error),
    ...(known && error.hint !== undefined && { hint: error.hint }),
  });
}

/** Bytes as text; those that are not UTF-8, which JSON cannot hold, as `{ base64 }`. */
function encoded(bytes: Uint8Array): string | { base64: string } {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    return { base64: Buffer.from(bytes).toString('base64') };
  }
}

/** Prints an object as a line of its own. */
export function printLine(value: object): Promise<void> {
  return writeOutput(`${JSON.stringify(value)}\n`);
}
