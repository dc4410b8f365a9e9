// Ctrl-C and its relatives: the run is stopped within 200 ms, but never in the middle of a write.

import { InterruptError } from '../errors.js';

/** Time for a stopped run to come to its own end. */
const GRACE_MS = 120;

const controller = new AbortController();
let isWriting = false;
let endProcess = () => {};

/** Aborted once the user, or the system, wants the run to stop; the reason is an InterruptError. */
export const interrupted: AbortSignal = controller.signal;

/**
 * Starts to listen for the signals that stop a run. Call once, early. `end` is called, to end the
 * process, where a stopped run does not come to its own end in time.
 */
export function catchInterrupts(end: () => never): void {
  endProcess = end;
  for (const name of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(name, interrupt);
}

/** Stops the run, as a signal does. */
export function interrupt(): void {
  controller.abort(new InterruptError());
  if (!isWriting) setTimeout(endProcess, GRACE_MS).unref();
}

/**
 * Runs work that must not be cut short: the process then ends when the work is done. The work's own
 * child processes get a terminal's Ctrl-C all the same.
 */
export async function whileWriting<T>(work: () => Promise<T>): Promise<T> {
  interrupted.throwIfAborted();
  isWriting = true;
  try {
    return await work();
  } finally {
    isWriting = false;
  }
}
