// How far a decode is: as events that are not too many, and as a line on a terminal.

import type { DecodeEvent } from '../decode/decoder.js';
import { progressText } from './announce.js';
import { printable } from './printable.js';

/** Time between two reports of progress. */
const PERIOD_MS = 100;
const CLEAR_LINE = '\r\u001b[K';

/** Takes decode events of the file with that index in the request. */
export type Listener = (file: number, event: DecodeEvent) => void;

/** Leaves out reports of progress that follow another one at once; a model call can take 0.2 ms. */
export function calmed(listener: Listener): Listener {
  let last = Number.NEGATIVE_INFINITY;
  return (file, event) => {
    if (event.type === 'progress') {
      if (performance.now() - last < PERIOD_MS) return;
      last = performance.now();
    }
    listener(file, event);
  };
}

/** Gives a listener that keeps the line current, and a function that removes the line. */
export function progressLine(
  paths: readonly string[],
  stream: NodeJS.WriteStream = process.stderr,
): { readonly onEvent: Listener; clear(): void } {
  const { show, clear } = statusLine(stream);
  return {
    onEvent(file, event) {
      if (event.type === 'progress') show(`${progressText(event)}${printable(paths[file]!)}`);
    },
    clear,
  };
}

/** A line that each text replaces; nothing where the stream is no terminal. */
export function statusLine(stream: NodeJS.WriteStream = process.stderr): {
  show(text: string): void;
  clear(): void;
} {
  if (!stream.isTTY) return { show() {}, clear() {} };
  // Some terminals do not tell how wide they are.
  const width = (stream.columns || 80) - 1;
  return {
    show: (text) => stream.write(`${CLEAR_LINE}${text.slice(0, width)}`),
    clear: () => stream.write(CLEAR_LINE),
  };
}
