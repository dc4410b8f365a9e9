// Keeps a signal from stopping the process between two steps that belong together.

import { InterruptError } from '../errors.js';

const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

/**
 * Runs `work` to its end, whatever signals come. A terminal sends Ctrl-C to git too, so that `work`
 * fails, undoes what it did, and an InterruptError tells of it; a finished `work` counts as done.
 */
export async function uninterrupted<T>(work: () => Promise<T>): Promise<T> {
  let isInterrupted = false;
  const note = () => {
    isInterrupted = true;
  };
  for (const signal of SIGNALS) process.on(signal, note);
  try {
    return await work();
  } catch (error) {
    throw isInterrupted ? new InterruptError() : error;
  } finally {
    for (const signal of SIGNALS) process.off(signal, note);
  }
}
