// The hunks of an answer in quotes, put together while it is decoded.
import type { Replacement } from '../apply/rewritten.js';
import { concat } from '../grammar/bytes.js';
import type { LineRange } from '../grammar/source.js';
import { LineEvents } from './line-events.js';
import { quoteMarks } from './quote-matcher.js';
import type { Run } from './run.js';
import type { TokenId } from './tokenizer.js';

export class QuoteHunks {
  readonly #run: Run;
  readonly #emit: Run['emit'];
  readonly #done: Replacement[] = [];
  #lines: LineRange | undefined;
  #text: Uint8Array[] = [];
  #events: LineEvents | undefined;

  /** `emit` hears of lines as they settle. */
  constructor(run: Run, emit: Run['emit']) {
    this.#run = run;
    this.#emit = emit;
  }

  /** Takes more of the answer; `quoted` are the lines whose quotes it has completed. */
  write(tokens: readonly TokenId[], quoted: readonly LineRange[]): void {
    const { tokenizer } = this.#run;
    const { replace, more, end } = quoteMarks(tokenizer);
    for (const token of tokens) {
      if (token === replace) this.#open(quoted[this.#done.length]!);
      else if (token === more || token === end) this.#close();
      else if (this.#lines) this.#append(tokenizer.bytesOf([token]));
    }
  }

  /** Gives the hunks, in order. */
  finish(): readonly Replacement[] {
    this.#copyTo(this.#run.view.region.last);
    return this.#done;
  }

  #open(lines: LineRange): void {
    this.#copyTo(lines.first - 1);
    this.#lines = lines;
    this.#text = [];
    this.#events = new LineEvents(this.#run.source, lines, this.#emit);
  }

  #append(bytes: Uint8Array): void {
    this.#text.push(bytes);
    this.#events?.write(bytes);
  }

  #close(): void {
    if (!this.#lines) return;
    this.#events?.end();
    const text = new TextDecoder('utf-8', { ignoreBOM: true }).decode(concat(this.#text));
    this.#done.push({ lines: this.#lines, text });
    this.#lines = undefined;
  }

  #copyTo(last: number): void {
    const first = (this.#done.at(-1)?.lines.last ?? this.#run.view.region.first - 1) + 1;
    if (first <= last) this.#emit({ type: 'copy', lines: { first, last } });
  }
}
