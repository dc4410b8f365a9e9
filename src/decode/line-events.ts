// Tells copied from new lines while an answer is still being written, for the screen.
import type { LineRange, Source } from '../grammar/source.js';
import type { DecodeEvent } from './decoder.js';
import { regionText } from './prompt.js';

/** Lines that an answer may leave out before it is seen as copying again. */
const AHEAD = 8;

/**
 * Turns the answer's text into copy and gen events, line by line. The program of the finished
 * answer is computed from the whole text; where lines repeat, it may differ from these events.
 */
export class LineEvents {
  readonly #emit: (event: DecodeEvent) => void;
  readonly #region: LineRange;
  readonly #shown: (n: number) => string;
  // Tokens may cut a character in two.
  readonly #decoder = new TextDecoder('utf-8', { ignoreBOM: true });
  #next: number;
  #line = '';

  constructor(source: Source, region: LineRange, emit: (event: DecodeEvent) => void) {
    this.#emit = emit;
    this.#region = region;
    this.#shown = (n) => regionText(source, { first: n, last: n });
    this.#next = region.first;
  }

  /** Takes more of the text's bytes and emits the lines that they complete. */
  write(bytes: Uint8Array): void {
    this.#line += this.#decoder.decode(bytes, { stream: true });
    const events: DecodeEvent[] = [];
    for (let end = this.#line.indexOf('\n'); end !== -1; end = this.#line.indexOf('\n')) {
      append(events, this.#settle(this.#line.slice(0, end + 1)));
      this.#line = this.#line.slice(end + 1);
    }
    for (const event of events) this.#emit(event);
  }

  /** Emits the last line, if it lacks its newline. */
  end(): void {
    if (this.#line !== '') this.#emit(this.#settle(this.#line));
    this.#line = '';
  }

  #settle(line: string): DecodeEvent {
    const n = this.#find(line);
    if (n === undefined) return { type: 'gen', text: line };
    this.#next = n + 1;
    return { type: 'copy', lines: { first: n, last: n } };
  }

  #find(line: string): number | undefined {
    // Brackets and blank lines are everywhere: they don't say that lines were left out.
    const ahead = /\w/.test(line) ? AHEAD : 0;
    const last = Math.min(this.#region.last, this.#next + ahead);
    for (let n = this.#next; n <= last; n++) if (this.#shown(n) === line) return n;
    return undefined;
  }
}

/** Adds an event, joined to the last one where both are copies of neighbours or new text. */
function append(events: DecodeEvent[], event: DecodeEvent): void {
  const last = events.at(-1);
  if (last?.type === 'copy' && event.type === 'copy' && last.lines.last + 1 === event.lines.first) {
    const lines = { first: last.lines.first, last: event.lines.last };
    events[events.length - 1] = { type: 'copy', lines };
  } else if (last?.type === 'gen' && event.type === 'gen') {
    events[events.length - 1] = { type: 'gen', text: last.text + event.text };
  } else {
    events.push(event);
  }
}
