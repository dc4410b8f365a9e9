// What an answer in quotes may hold: lines of the region, then the text that replaces them, and so on.
import { assert } from '../errors.js';
import type { LineRange } from '../grammar/source.js';
import type { AnswerMatcher } from './drafted-answer.js';
import { TextMatcher } from './text-matcher.js';
import type { TokenId } from './tokenizer.js';

/** The tokens that cut an answer: quote `replace` text (`more` quote `replace` text)… `end`. */
export interface QuoteMarks {
  readonly replace: TokenId;
  readonly more: TokenId;
  readonly end: TokenId;
}

export interface QuotableLines {
  /** The tokens of each line that may be quoted, in order. */
  readonly lines: readonly (readonly TokenId[])[];
  /** Whether the last of them ends without a newline. */
  readonly isUnterminated: boolean;
}

/** A quote that was completed: indices of lines, both inclusive; empty where no line can be quoted. */
export type QuotedLines = LineRange;

const NEWLINE = 0x0a;

/**
 * Counts the tokens of a line's indentation; 0 for a blank line. A quote leaves out the indentation
 * of its first line, so that its first token is a word that tells lines apart.
 */
export function nIndentation(
  line: readonly TokenId[],
  vocabulary: readonly (Uint8Array | undefined)[],
): number {
  return Math.max(
    0,
    line.findIndex((token) => vocabulary[token]?.some((byte) => !isBlank(byte))),
  );
}

function isBlank(byte: number): boolean {
  return byte === 0x20 || (byte >= 0x09 && byte <= 0x0d);
}

/**
 * Follows an answer in quotes. Only lines of the region can be quoted, each hunk after the one
 * before it; a quote stands for the first place where its lines occur. The end token alone says
 * that nothing is to change.
 */
export class QuoteMatcher implements AnswerMatcher {
  readonly #vocabulary: readonly (Uint8Array | undefined)[];
  readonly #marks: QuoteMarks;
  readonly #isUnterminated: boolean;
  readonly #tokens: readonly TokenId[];
  /** Where each line starts in `#tokens`, and the end. */
  readonly #starts: readonly number[];
  /** Where a quote that begins with the line starts. */
  readonly #quoteStarts: readonly number[];
  /** The places in `#tokens` that the current quote may have reached, by the line that it began at. */
  #places = new Map<number, number>();
  #nQuoted = 0;
  /** The first line that the next quote may begin at. */
  #next = 0;
  #hunks: QuotedLines[] = [];
  #text: TextMatcher | undefined;
  /** Whether the text so far is empty or ends a line. */
  #isAtLineStart = true;

  constructor(
    { lines, isUnterminated }: QuotableLines,
    vocabulary: readonly (Uint8Array | undefined)[],
    marks: QuoteMarks,
  ) {
    this.#vocabulary = vocabulary;
    this.#marks = marks;
    this.#isUnterminated = isUnterminated;
    this.#tokens = lines.flat();
    let at = 0;
    this.#starts = [0, ...lines.map((line) => (at += line.length))];
    this.#quoteStarts = lines.map((line, n) => this.#starts[n]! + nIndentation(line, vocabulary));
    this.#startQuote();
  }

  /** The hunks whose quotes are complete. */
  get hunks(): readonly QuotedLines[] {
    return this.#hunks;
  }

  get isInText(): boolean {
    return this.#text !== undefined;
  }

  /** Whether nothing of the first quote is said yet. */
  get isAtStart(): boolean {
    return this.#nQuoted === 0 && this.#hunks.length === 0;
  }

  /**
   * The rest of the line that a quote is in, and the lines of the quote up to that one; undefined
   * while the quote could be of several places.
   */
  get certainQuote(): { rest: readonly TokenId[]; lines: QuotedLines } | undefined {
    const [found] = this.#places;
    if (this.isInText || found === undefined || this.#places.size > 1) return undefined;
    const [first, place] = found;
    const isComplete = this.#nQuoted > 0 && this.#isLineEnd(place);
    const next = this.#starts.findIndex((start) => (isComplete ? start >= place : start > place));
    return {
      rest: this.#tokens.slice(place, this.#starts[next]),
      lines: { first, last: next - 1 },
    };
  }

  /** The tokens that quote `lines`. */
  quoteOf({ first, last }: QuotedLines): readonly TokenId[] {
    return this.#tokens.slice(this.#quoteStarts[first], this.#starts[last + 1]);
  }

  /** The tokens of `lines`. */
  tokensOf({ first, last }: QuotedLines): readonly TokenId[] {
    return this.#tokens.slice(this.#starts[first], this.#starts[last + 1]);
  }

  allows(token: TokenId): boolean {
    return this.#text ? this.#allowsInText(this.#text, token) : this.#open().has(token);
  }

  accept(token: TokenId): void {
    assert(this.allows(token), `token ${token} is not allowed in an answer`);
    if (this.#text) this.#acceptInText(this.#text, token);
    else this.#acceptInQuote(token);
  }

  mask(): Uint32Array {
    const nWords = Math.ceil(this.#vocabulary.length / 32);
    const mask = this.#text ? Uint32Array.from(this.#text.mask()) : new Uint32Array(nWords);
    const set = (token: TokenId, isAllowed: boolean) => {
      mask[token >>> 5]! &= ~(1 << (token & 31));
      if (isAllowed) mask[token >>> 5]! |= 1 << (token & 31);
    };
    if (this.#text) for (const mark of Object.values(this.#marks)) set(mark, this.allows(mark));
    else for (const token of this.#open()) set(token, true);
    return mask;
  }

  forced(): TokenId | undefined {
    if (this.#text) return undefined;
    const open = this.#open();
    return open.size === 1 ? [...open][0] : undefined;
  }

  /** The tokens allowed in a quote. */
  #open(): ReadonlySet<TokenId> {
    const open = new Set<TokenId>();
    for (const place of this.#places.values()) {
      if (this.#nQuoted > 0 && this.#isLineEnd(place)) open.add(this.#marks.replace);
      const token = this.#tokens[place];
      if (token !== undefined) open.add(token);
    }
    if (this.isAtStart) {
      open.add(this.#marks.end);
      if (this.#tokens.length === 0) open.add(this.#marks.replace);
    }
    return open;
  }

  #allowsInText(text: TextMatcher, token: TokenId): boolean {
    const { replace, more, end } = this.#marks;
    if (token === replace) return false;
    if (token !== end && token !== more) return text.allows(token);
    const nLines = this.#starts.length - 1;
    const isLast = this.#next >= nLines;
    if (token === more && isLast) return false;
    return text.allows(end) && (this.#isAtLineStart || (isLast && this.#isUnterminated));
  }

  #acceptInQuote(token: TokenId): void {
    if (token === this.#marks.replace) this.#startText();
    else if (token !== this.#marks.end) this.#quote(token);
  }

  #quote(token: TokenId): void {
    for (const [start, place] of this.#places) {
      if (this.#tokens[place] === token) this.#places.set(start, place + 1);
      else this.#places.delete(start);
    }
    this.#nQuoted++;
  }

  #acceptInText(text: TextMatcher, token: TokenId): void {
    if (token === this.#marks.more) {
      this.#text = undefined;
      this.#startQuote();
    } else if (token !== this.#marks.end) {
      text.accept(token);
      this.#isAtLineStart = this.#vocabulary[token]?.at(-1) === NEWLINE;
    }
  }

  #startQuote(): void {
    const nLines = this.#starts.length - 1;
    this.#places.clear();
    for (let n = this.#next; n < nLines; n++) this.#places.set(n, this.#quoteStarts[n]!);
    this.#nQuoted = 0;
  }

  #startText(): void {
    const found = [...this.#places].find(([, place]) => this.#isLineEnd(place));
    const [first, place] = found ?? [0, 0];
    this.#next = found ? this.#starts.indexOf(place) : 0;
    this.#hunks.push({ first, last: this.#next - 1 });
    this.#places.clear();
    this.#text = new TextMatcher(this.#vocabulary, this.#marks.end);
    this.#isAtLineStart = true;
  }

  #isLineEnd(place: number): boolean {
    return this.#starts.includes(place);
  }
}
