// Text with the syntax colours that a thread of its own works out.

import { Worker } from 'node:worker_threads';
import type { HighlightAnswer, HighlightRequest } from './highlight-worker.js';
import { type Span, TONES } from './spans.js';

/** A text whose lines have colours. */
export class ColoredText {
  readonly #lines: readonly string[];
  /** Offset of each line in the text. */
  readonly #starts: readonly number[];
  readonly #tones: Uint8Array;

  /** `tones` has the index of a tone for each UTF-16 unit of the lines, joined by newlines. */
  constructor(lines: readonly string[], tones: Uint8Array) {
    this.#lines = lines;
    this.#tones = tones;
    const starts = [0];
    for (const { length } of lines) starts.push(starts.at(-1)! + length + 1);
    this.#starts = starts;
  }

  /** The spans of line `n` (1-based); undefined outside the text. */
  line(n: number): Span[] | undefined {
    const [text, start] = [this.#lines[n - 1], this.#starts[n - 1]!];
    if (text === undefined) return undefined;
    const spans: Span[] = [];
    for (let from = 0, to = 0; from < text.length; from = to) {
      const tone = this.#tones[start + from]!;
      while (to < text.length && this.#tones[start + to] === tone) to++;
      spans.push({ text: text.slice(from, to), tone: TONES[tone]! });
    }
    return spans;
  }
}

let worker: Worker | undefined;
let nAsked = 0;
const waiting = new Map<number, (tones: Uint8Array | undefined) => void>();

/** Colours lines of a file; undefined where its language is not known, or where that fails. */
export async function colored(
  path: string,
  lines: readonly string[],
): Promise<ColoredText | undefined> {
  worker ??= start();
  const id = nAsked++;
  const tones = await new Promise<Uint8Array | undefined>((resolve) => {
    waiting.set(id, resolve);
    worker!.postMessage({ id, path, text: lines.join('\n') } satisfies HighlightRequest);
  });
  return tones && new ColoredText(lines, tones);
}

function start(): Worker {
  const started = new Worker(new URL('./highlight-worker.js', import.meta.url));
  started.unref();
  started.on('message', ({ id, tones }: HighlightAnswer) => {
    waiting.get(id)?.(tones);
    waiting.delete(id);
  });
  // Without colours everything is still there.
  started.on('error', () => {
    for (const resolve of waiting.values()) resolve(undefined);
    waiting.clear();
  });
  return started;
}
