// What an answer in quotes may hold: lines of the region, then the text that replaces them, and so on.
import { assert } from '../errors.js';
import { concat } from '../grammar/bytes.js';
import type { LineRange } from '../grammar/source.js';
import type { AnswerMatcher } from './drafted-answer.js';
import { isBlank, ReplacementText } from './replacement-text.js';
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

/**
 * Follows an answer in quotes. Only lines of the region can be quoted, each hunk after the one
 * before it; a quote stands for the first place where its lines occur. The end token alone says
 * that nothing is to change. Lines have their numbers in the file.
 *
 * A text begins with the indentation of its quote (`ReplacementText`). To indent a line otherwise, an
 * answer quotes the line before it too.
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
  /** What replaces the lines of the last hunk, while it is said. */
  #replacement: ReplacementText | undefined;

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
    return this.#replacement !== undefined;
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
    for (const [first, place] of this.isInText ? [] : this.#places) {
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
    const text = this.#replacement;
    return text ? this.#allowsInText(text, token) : this.#open().has(token);
  }

  accept(token: TokenId): void {
    assert(this.allows(token), `token ${token} is not allowed in an answer`);
    if (this.#replacement) this.#acceptInText(this.#replacement, token);
    else this.#acceptInQuote(token);
  }

  mask(): Uint32Array {
    const nWords = Math.ceil(this.#vocabulary.length / 32);
    const isFree = this.#replacement?.isFree ?? false;
    const mask = isFree ? Uint32Array.from(this.#text.mask()) : new Uint32Array(nWords);
    const set = (token: TokenId, isAllowed: boolean) => {
      mask[token >>> 5]! &= ~(1 << (token & 31));
      if (isAllowed) mask[token >>> 5]! |= 1 << (token & 31);
    };
    if (isFree) for (const mark of Object.values(this.#marks)) set(mark, this.allows(mark));
    else if (this.isInText)
      for (const token of this.#vocabulary.keys()) set(token, this.allows(token));
    else for (const token of this.#open()) set(token, true);
    return mask;
  }

  forced(): TokenId | undefined {
    if (this.isInText) return undefined;
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

  #allowsInText(text: ReplacementText, token: TokenId): boolean {
    const { more, end } = this.#marks;
    if (token !== end && token !== more) return this.#text.allows(token) && text.allows(token);
    const isLast = this.#starts[this.#next] === this.#tokens.length;
    if (token === more && isLast) return false;
    return this.#text.allows(end) && (text.isAtLineStart || (isLast && this.#isUnterminated));
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

  #acceptInText(text: ReplacementText, token: TokenId): void {
    const { more, end } = this.#marks;
    if (token === more) this.#startQuote();
    else if (token !== end) {
      this.#text.accept(token);
      text.accept(token);
    }
  }

  #startQuote(): void {
    this.#replacement = undefined;
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
    const quoted = this.#tokens.slice(this.#starts[first], place);
    const old = concat(quoted.map((token) => this.#vocabulary[token] ?? new Uint8Array()));
    this.#replacement = new ReplacementText(old, this.#vocabulary);
  }

  #inFile({ first, last }: LineRange): LineRange {
    return { first: this.#first + first, last: this.#first + last };
  }
}
