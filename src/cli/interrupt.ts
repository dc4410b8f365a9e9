// Ctrl-C and its relatives: the run is stopped within 200 ms, but never in the middle of a write.

import { CadError, InterruptError } from '../errors.js';

/** Time for a stopped run to come to its own end. */
const GRACE_MS = 120;

const controller = new AbortController();
let write: 'none' | 'running' | 'done' = 'none';
let endProcess = (_isDone: boolean) => {};
let isAway = false;

/** Aborted once the user, or the system, wants the run to stop; the reason is an InterruptError. */
export const interrupted: AbortSignal = controller.signal;

/**
 * Starts to listen for the signals that stop a run. Call once, early. `end` is called, to end the
 * process, where a stopped run does not come to its own end in time; `isDone` tells it that the run
 * has written its result already.
 */
export function catchInterrupts(end: (isDone: boolean) => never): void {
  endProcess = end;
  process.on('SIGINT', () => {
    if (!isAway) interrupt();
  });
  for (const name of ['SIGTERM', 'SIGHUP'] as const) process.on(name, interrupt);
}

/** Runs a program of the user's that has the terminal, such as an editor: Ctrl-C is meant for it. */
export async function whileAway<T>(work: () => Promise<T>): Promise<T> {
  isAway = true;
  try {
    return await work();
  } finally {
    isAway = false;
  }
}

/** Stops the run, as a signal does. */
export function interrupt(): void {
  controller.abort(new InterruptError());
  if (write !== 'running') setTimeout(() => endProcess(write === 'done'), GRACE_MS).unref();
}

/**
 * Runs work that must not be cut short: whatever signals come, the process ends when the work is
 * done, and finished work counts as done. The user's programs that the work starts get a terminal's
 * Ctrl-C all the same; work that fails then throws an InterruptError with the error as its cause.
 */
export async function whileWriting<T>(work: () => Promise<T>): Promise<T> {
  interrupted.throwIfAborted();
  write = 'running';
  try {
    const result = await work();
    write = 'done';
    return result;
  } catch (cause) {
    write = 'none';
    if (!interrupted.aborted || !(cause instanceof CadError)) throw cause;
    throw new InterruptError(`Interrupted: ${cause.message}`, { cause });
  }
}
