// A decode that a screen watches, and can stop.

import type { Proposal } from '../propose.js';
import { interrupted } from './interrupt.js';
import type { Listener } from './progress.js';
import { proposeRun, type Run } from './run.js';

export interface Decoding {
  /** Gives what was decoded; events so far, and those to come, go to the listener. */
  readonly decode: (onEvent: Listener) => Promise<Proposal>;
  readonly stop: () => void;
}

let last: Promise<unknown> = Promise.resolve();

/**
 * Decodes while the screen is still loading, and keeps the events until it listens. `first` is the
 * index of the first file among those of the screen.
 */
export function startDecoding(run: Run, first = 0): Decoding {
  const early: Parameters<Listener>[] = [];
  let listener: Listener = (...event) => early.push(event);
  const controller = new AbortController();
  const signal = AbortSignal.any([interrupted, controller.signal]);
  // One that was stopped may take a moment to end, and the model serves one at a time.
  const proposal = last.then(() => {
    return proposeRun(run, (file, event) => listener(first + file, event), signal);
  });
  // The screen will hear of it; until then it must not count as unhandled.
  last = proposal.catch(() => {});
  return {
    decode: (onEvent) => {
      for (const event of early) onEvent(...event);
      listener = onEvent;
      return proposal;
    },
    stop: () => controller.abort(),
  };
}
