// The one definition of a line, used by prompt, automaton, resolver and diff.

import { FORBIDDEN_CHARACTERS } from './utf8.js';

/** Lines `first` to `last`, 1-based, both inclusive, as in `lines="i-j"`. Empty when `last < first`. */
export interface LineRange {
  readonly first: number;
  readonly last: number;
}

/** Adds the newline that the last line of a text lacks; no text stays so. */
export function terminated(text: string): string {
  return text === '' || text.endsWith('\n') ? text : `${text}\n`;
}

/** The lines that two ranges share; empty where they share none. */
export function intersection(a: LineRange, b: LineRange): LineRange {
  return { first: Math.max(a.first, b.first), last: Math.min(a.last, b.last) };
}

const LF = 0x0a;
const CR = 0x0d;

const FORBIDDEN = new RegExp(`[${FORBIDDEN_CHARACTERS}]|[\\u{40000}-\\u{10FFFF}]`, 'gu');

/**
 * The bytes of a file, cut into lines.
 *
 * A line ends with `\n`, which belongs to it, and so does a `\r` right before it. Lone `\r`,
 * U+2028 and U+0085 are content. The last line may lack its `\n`; the empty file has no line.
 * All returned arrays are views of `bytes`: treat them as read-only.
 *
 * @example Source.of('a\r\nb').line(1) // the bytes of "a\r\n"
 */
export class Source {
  readonly bytes: Uint8Array;
  /** Offset of the first byte of each line, and of the end: `nLines + 1` entries. */
  readonly #starts: number[];

  constructor(bytes: Uint8Array) {
    this.bytes = bytes;
    this.#starts = [0];
    for (let at = bytes.indexOf(LF); at !== -1; at = bytes.indexOf(LF, at + 1)) {
      this.#starts.push(at + 1);
    }
    if (this.#starts.at(-1) !== bytes.length) this.#starts.push(bytes.length);
  }

  /** Makes a source of UTF-8 text. */
  static of(text: string): Source {
    return new Source(new TextEncoder().encode(text));
  }

  get nLines(): number {
    return this.#starts.length - 1;
  }

  /** The range of all lines; `{ first: 1, last: 0 }` for the empty file. */
  get all(): LineRange {
    return { first: 1, last: this.nLines };
  }

  /** The bytes of line `n` (1-based) with its ending. Throws a RangeError outside the file. */
  line(n: number): Uint8Array {
    return this.lines({ first: n, last: n });
  }

  /** The contiguous bytes of the lines in `range`. Throws a RangeError outside the file. */
  lines({ first, last }: LineRange): Uint8Array {
    if (first < 1 || last > this.nLines) {
      throw new RangeError(`lines ${first}-${last} are outside 1-${this.nLines}`);
    }
    return last < first
      ? this.bytes.subarray(0, 0)
      : this.bytes.subarray(this.#starts[first - 1], this.#starts[last]);
  }

  /** The ending of line `n`: `\r\n`, `\n`, or nothing. */
  ending(n: number): '\r\n' | '\n' | '' {
    const line = this.line(n);
    if (line.at(-1) !== LF) return '';
    return line.at(-2) === CR ? '\r\n' : '\n';
  }

  /**
   * Line `n` as a model sees it: its ending as `\n`; bytes that are not UTF-8, and characters that no
   * model may write, as U+FFFD; a BOM at the start of the file left out.
   */
  shown(n: number): string {
    const ending = this.ending(n);
    const line = this.line(n);
    const content = line.subarray(0, line.length - ending.length);
    // TextDecoder drops a leading BOM by default; only the file's first line may start with one.
    const decoded = new TextDecoder('utf-8', { ignoreBOM: n !== 1 }).decode(content);
    const text = decoded.replace(FORBIDDEN, '\ufffd');
    return ending === '' ? text : `${text}\n`;
  }
}
