// One pull of a model at a time, on this machine.
import { setTimeout } from 'node:timers/promises';
import { lock } from 'proper-lockfile';
import { ModelError } from '../../../errors.js';

/** Time after which a lock whose holder has not touched it is that of a dead process. */
const STALE_MS = 10_000;
const WAIT_MS = 200;

/**
 * Runs `work` while no other process works on `folder`, which need not exist. The signal that it
 * gets aborts with `signal`, and where the lock is lost. `onWait` is called once, before a wait.
 */
export async function whileLocked<T>(
  folder: string,
  signal: AbortSignal,
  onWait: () => void,
  work: (signal: AbortSignal) => Promise<T>,
): Promise<T> {
  const lost = new AbortController();
  const release = await acquire(folder, signal, onWait, lost);
  try {
    return await work(AbortSignal.any([signal, lost.signal]));
  } finally {
    await release().catch(() => {}); // it was lost
  }
}

async function acquire(
  folder: string,
  signal: AbortSignal,
  onWait: () => void,
  lost: AbortController,
): Promise<() => Promise<void>> {
  const onCompromised = (cause: Error) =>
    lost.abort(new ModelError(`Another process works on \`${folder}\`, too.`, { cause }));
  const options = {
    realpath: false,
    lockfilePath: `${folder}~lock`,
    stale: STALE_MS,
    onCompromised,
  };
  for (let hasWaited = false; ; hasWaited = true) {
    signal.throwIfAborted();
    try {
      return await lock(folder, options);
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'ELOCKED') throw error;
      if (!hasWaited) onWait();
      await setTimeout(WAIT_MS);
    }
  }
}
