// Tries again what a bad connection has stopped.
import { setTimeout } from 'node:timers/promises';
import { ModelError } from '../../../errors.js';
import { ConnectionError } from './source.js';

/** Failures in a row, none of them with any progress, after which it is no use. */
const MOST_FAILURES = 5;

/** Time before the second try; doubled for each one after it. */
const WAIT_MS = 250;
const LONGEST_WAIT_MS = 60_000;

/**
 * Runs `attempt` until it succeeds. After a ConnectionError it is run again, at once where
 * `progress` has grown since, else after a while. Throws a ModelError where that does not help;
 * other errors go through.
 */
export async function retried<T>(
  attempt: () => Promise<T>,
  signal: AbortSignal,
  progress: () => number = () => 0,
): Promise<T> {
  for (let nFailures = 0, before = progress(); ; ) {
    try {
      signal.throwIfAborted();
      return await attempt();
    } catch (error) {
      signal.throwIfAborted();
      if (!(error instanceof ConnectionError)) throw error;
      nFailures = progress() > before ? 1 : nFailures + 1;
      before = progress();
      if (nFailures === MOST_FAILURES) throw hopeless(error);
      const wait = Math.min(error.waitMs ?? WAIT_MS * 2 ** (nFailures - 1), LONGEST_WAIT_MS);
      await setTimeout(wait, undefined, { signal }).catch(() => signal.throwIfAborted());
    }
  }
}

function hopeless(cause: ConnectionError): ModelError {
  return new ModelError(`The hub cannot be reached, or does not answer as it should.`, {
    cause,
    hint: 'Run the command again: it goes on where it stopped. `HTTPS_PROXY` names a proxy, `HF_ENDPOINT` another hub.',
  });
}
