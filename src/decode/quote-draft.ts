// Proposes how an answer in quotes goes on: a quote that is certain, then the quoted lines themselves.
import type { LineRange } from '../grammar/source.js';
import { SourceDraft } from './draft.js';
import type { QuoteMarks, QuoteMatcher } from './quote-matcher.js';
import type { TokenId } from './tokenizer.js';

/** Tokens proposed at once: a cancel waits for the forward that reads them. */
const MOST = 128;

/**
 * Follows the answer of a `QuoteMatcher`. What replaces a line is most often that line with a small
 * change, so the quoted lines are the draft of the text, found again after each change. A quote
 * that could go on in several ways is left to the model, but for the first one where the user points
 * to a line.
 */
export class QuoteDraft {
  readonly #matcher: QuoteMatcher;
  readonly #marks: QuoteMarks;
  readonly #pointed: LineRange | undefined;
  #text: SourceDraft | undefined;

  /** `pointed` must lie among the matcher's lines. */
  constructor(matcher: QuoteMatcher, marks: QuoteMarks, pointed?: LineRange) {
    this.#matcher = matcher;
    this.#marks = marks;
    this.#pointed = pointed;
  }

  /** The tokens expected next, at most `most` of them. */
  propose(most: number): readonly TokenId[] {
    const limit = Math.max(0, Math.min(most, MOST));
    return this.#text?.propose(limit) ?? this.#proposeQuote().slice(0, limit);
  }

  /** Takes the tokens that were chosen after a draft of `nDrafted`; the matcher has accepted them. */
  follow(chosen: readonly TokenId[], nDrafted: number): void {
    if (!this.#matcher.isInText) {
      this.#text = undefined;
      return;
    }
    const textStart = chosen.lastIndexOf(this.#marks.replace) + 1;
    if (textStart > 0) {
      const quoted = this.#matcher.tokensOf(this.#matcher.hunks.at(-1)!);
      this.#text = new SourceDraft([...quoted, this.#marks.end]);
    }
    this.#text?.follow(chosen.slice(textStart), Math.max(0, nDrafted - textStart));
  }

  #proposeQuote(): readonly TokenId[] {
    const matcher = this.#matcher;
    const quote = (rest: readonly TokenId[], lines: LineRange) => [
      ...rest,
      this.#marks.replace,
      ...matcher.tokensOf(lines),
    ];
    const certain = matcher.certainQuote;
    if (certain) return quote(certain.rest, certain.lines);
    const pointed = matcher.isAtStart ? this.#pointed : undefined;
    return pointed ? quote(matcher.quoteOf(pointed), pointed) : [];
  }
}
