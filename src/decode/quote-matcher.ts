// What an answer in quotes may hold: lines of the region, then the text that replaces them, and so on.
import { assert } from '../errors.js';
import { concat, equals } from '../grammar/bytes.js';
import type { LineRange } from '../grammar/source.js';
import type { AnswerMatcher } from './drafted-answer.js';
import { TextMatcher } from './text-matcher.js';
import type { TokenId, Tokenizer } from './tokenizer.js';

/** The tokens that cut an answer: quote `replace` text (`more` quote `replace` text)… `end`. */
export interface QuoteMarks {
  readonly replace: TokenId;
  readonly more: TokenId;
  readonly end: TokenId;
}

export function quoteMarks(tokenizer: Tokenizer): QuoteMarks {
  return {
    replace: tokenizer.special('<jupyter_start>'),
    more: tokenizer.special('<jupyter_text>'),
    end: tokenizer.special('<|im_end|>'),
  };
}

/** The lines that may be quoted. */
export interface QuotableLines {
  /** Number of the first of them in the file. */
  readonly first: number;
  /** The tokens of each. */
  readonly tokens: readonly (readonly TokenId[])[];
  /** Whether the last of them ends without a newline. */
  readonly isUnterminated: boolean;
}

const NEWLINE = 0x0a;

/**
 * Counts the tokens of a line's indentation; 0 for a blank line. A quote leaves out the indentation
 * of its first line, so that its first token is a word that tells lines apart.
 */
export function nIndentation(
  line: readonly TokenId[],
  vocabulary: readonly (Uint8Array | undefined)[],
): number {
  const isWord = (token: TokenId) => vocabulary[token]?.some((byte) => !isBlank(byte));
  return Math.max(0, line.findIndex(isWord));
}

function isBlank(byte: number): boolean {
  return byte === 0x20 || (byte >= 0x09 && byte <= 0x0d);
}

/**
 * Follows an answer in quotes. Only lines of the region can be quoted, each hunk after the one
 * before it; a quote stands for the first place where its lines occur. The end token alone says
 * that nothing is to change. Lines have their numbers in the file.
 *
 * A text begins with the indentation of its quote, unless it is empty or begins with a blank line:
 * a small model copies words more surely than white space. To indent a line otherwise, an answer
 * quotes the line before it too.
 */
export class QuoteMatcher implements AnswerMatcher {
  readonly #first: number;
  readonly #isUnterminated: boolean;
  readonly #vocabulary: readonly (Uint8Array | undefined)[];
  readonly #marks: QuoteMarks;
  readonly #text: TextMatcher;
  readonly #tokens: readonly TokenId[];
  /** Where each line starts in `#tokens`, and the end. */
  readonly #starts: readonly number[];
  readonly #lineEnds: ReadonlySet<number>;
  /** Where a quote that begins with the line starts. */
  readonly #quoteStarts: readonly number[];
  /** The places in `#tokens` that the current quote may have reached, by the line that it began at. */
  #places = new Map<number, number>();
  #nQuoted = 0;
  /** Index of the first line that the next quote may begin at. */
  #next = 0;
  readonly #hunks: LineRange[] = [];
  #isInText = false;
  /** What the text has yet to begin with; a word follows. Undefined where it may go on freely. */
  #indentation: Uint8Array | undefined;
  #isTextEmpty = true;
  /** Whether the text so far is empty or ends a line. */
  #isAtLineStart = true;

  constructor(lines: QuotableLines, tokenizer: Tokenizer) {
    this.#first = lines.first;
    this.#isUnterminated = lines.isUnterminated;
    this.#vocabulary = tokenizer.vocabulary;
    this.#marks = quoteMarks(tokenizer);
    this.#text = new TextMatcher(this.#vocabulary, this.#marks.end);
    this.#tokens = lines.tokens.flat();
    let at = 0;
    this.#starts = [0, ...lines.tokens.map((line) => (at += line.length))];
    this.#lineEnds = new Set(this.#starts);
    this.#quoteStarts = lines.tokens.map(
      (line, n) => this.#starts[n]! + nIndentation(line, this.#vocabulary),
    );
    this.#startQuote();
  }

  /** The lines of the quotes that are complete; an empty range where there is no line to quote. */
  get hunks(): readonly LineRange[] {
    return this.#hunks;
  }

  get isInText(): boolean {
    return this.#isInText;
  }

  /** Whether nothing of the first quote is said yet. */
  get isAtStart(): boolean {
    return this.#nQuoted === 0 && this.#hunks.length === 0;
  }

  /**
   * The rest of the line that a quote is in, and the lines of the quote up to that one; undefined
   * while the line could go on in several ways.
   */
  get certainQuote(): { rest: readonly TokenId[]; lines: LineRange } | undefined {
    const rests = new Map<string, { rest: readonly TokenId[]; lines: LineRange }>();
    for (const [first, place] of this.#isInText ? [] : this.#places) {
      const isComplete = this.#nQuoted > 0 && this.#lineEnds.has(place);
      const next = this.#starts.findIndex((start) => (isComplete ? start >= place : start > place));
      const rest = this.#tokens.slice(place, this.#starts[next]);
      const lines = this.#inFile({ first, last: next - 1 });
      if (!rests.has(rest.join())) rests.set(rest.join(), { rest, lines });
      if (rests.size > 1) return undefined;
    }
    return rests.values().next().value;
  }

  /** The tokens that quote `lines`. */
  quoteOf({ first, last }: LineRange): readonly TokenId[] {
    const start = this.#quoteStarts[first - this.#first];
    return this.#tokens.slice(start, this.#starts[last + 1 - this.#first]);
  }

  /** The tokens of `lines`. */
  tokensOf({ first, last }: LineRange): readonly TokenId[] {
    const start = this.#starts[first - this.#first];
    return this.#tokens.slice(start, this.#starts[last + 1 - this.#first]);
  }

  allows(token: TokenId): boolean {
    return this.#isInText ? this.#allowsInText(token) : this.#open().has(token);
  }

  accept(token: TokenId): void {
    assert(this.allows(token), `token ${token} is not allowed in an answer`);
    if (this.#isInText) this.#acceptInText(token);
    else this.#acceptInQuote(token);
  }

  mask(): Uint32Array {
    const nWords = Math.ceil(this.#vocabulary.length / 32);
    const isFree = this.#isInText && this.#indentation === undefined;
    const mask = isFree ? Uint32Array.from(this.#text.mask()) : new Uint32Array(nWords);
    const set = (token: TokenId, isAllowed: boolean) => {
      mask[token >>> 5]! &= ~(1 << (token & 31));
      if (isAllowed) mask[token >>> 5]! |= 1 << (token & 31);
    };
    if (isFree) for (const mark of Object.values(this.#marks)) set(mark, this.allows(mark));
    else if (this.#isInText)
      for (const token of this.#vocabulary.keys()) set(token, this.allows(token));
    else for (const token of this.#open()) set(token, true);
    return mask;
  }

  forced(): TokenId | undefined {
    if (this.#isInText) return undefined;
    const open = this.#open();
    return open.size === 1 ? [...open][0] : undefined;
  }

  /** The tokens allowed in a quote. */
  #open(): ReadonlySet<TokenId> {
    const open = new Set<TokenId>();
    for (const place of this.#places.values()) {
      if (this.#nQuoted > 0 && this.#lineEnds.has(place)) open.add(this.#marks.replace);
      const token = this.#tokens[place];
      if (token !== undefined) open.add(token);
    }
    if (this.isAtStart) {
      open.add(this.#marks.end);
      if (this.#tokens.length === 0) open.add(this.#marks.replace);
    }
    return open;
  }

  #allowsInText(token: TokenId): boolean {
    const { more, end } = this.#marks;
    if (token !== end && token !== more) return this.#text.allows(token) && this.#isIndented(token);
    const isLast = this.#starts[this.#next] === this.#tokens.length;
    if (token === more && isLast) return false;
    return this.#text.allows(end) && (this.#isAtLineStart || (isLast && this.#isUnterminated));
  }

  /** Whether a text may begin, or go on in its indentation, with `token`. */
  #isIndented(token: TokenId): boolean {
    const wanted = this.#indentation;
    const bytes = this.#vocabulary[token];
    if (wanted === undefined || bytes === undefined) return true;
    if (this.#isTextEmpty && bytes[0] === NEWLINE) return true;
    const nShared = Math.min(wanted.length, bytes.length);
    if (!equals(wanted.subarray(0, nShared), bytes.subarray(0, nShared))) return false;
    const next = bytes[nShared];
    return next === undefined || next === NEWLINE || !isBlank(next);
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

  #acceptInText(token: TokenId): void {
    if (token === this.#marks.more) {
      this.#isInText = false;
      this.#startQuote();
    } else if (token !== this.#marks.end) {
      this.#text.accept(token);
      this.#indentation = this.#indentationAfter(token);
      this.#isTextEmpty = false;
      this.#isAtLineStart = this.#vocabulary[token]?.at(-1) === NEWLINE;
    }
  }

  #indentationAfter(token: TokenId): Uint8Array | undefined {
    const nBytes = this.#vocabulary[token]?.length ?? 0;
    const isOver = this.#indentation === undefined || nBytes > this.#indentation.length;
    const isBlankLine = this.#vocabulary[token]?.[0] === NEWLINE;
    return isOver || isBlankLine ? undefined : this.#indentation?.subarray(nBytes);
  }

  #startQuote(): void {
    this.#places.clear();
    for (let n = this.#next; n < this.#quoteStarts.length; n++) {
      this.#places.set(n, this.#quoteStarts[n]!);
    }
    this.#nQuoted = 0;
  }

  #startText(): void {
    const found = [...this.#places].find(([, place]) => this.#lineEnds.has(place));
    const [first, place] = this.#nQuoted > 0 && found ? found : [0, 0];
    this.#next = this.#starts.indexOf(place);
    this.#hunks.push(this.#inFile({ first, last: this.#next - 1 }));
    this.#places.clear();
    this.#indentation = this.#nQuoted > 0 ? this.#indentationOf(first) : undefined;
    this.#isInText = true;
    this.#isTextEmpty = true;
    this.#isAtLineStart = true;
  }

  /** The bytes of a line's indentation; undefined for a blank line. */
  #indentationOf(line: number): Uint8Array | undefined {
    const tokens = this.#tokens.slice(this.#starts[line], this.#starts[line + 1]);
    const bytes = concat(tokens.map((token) => this.#vocabulary[token] ?? new Uint8Array()));
    const length = bytes.findIndex((byte) => !isBlank(byte));
    return length === -1 ? undefined : bytes.subarray(0, length);
  }

  #inFile({ first, last }: LineRange): LineRange {
    return { first: this.#first + first, last: this.#first + last };
  }
}
