// Proposes how an answer in quotes goes on: a quote that is certain, then the quoted lines themselves.
import { SourceDraft } from './draft.js';
import type { QuotedLines, QuoteMarks, QuoteMatcher } from './quote-matcher.js';
import type { TokenId } from './tokenizer.js';

/**
 * Follows the answer of a `QuoteMatcher`. What replaces a line is most often that line with a small
 * change, so the quoted lines are the draft of the text, found again after each change. A quote
 * that could still be of several lines is left to the model.
 */
export class QuoteDraft {
  readonly #matcher: QuoteMatcher;
  readonly #marks: QuoteMarks;
  readonly #likely: QuotedLines | undefined;
  #text: SourceDraft | undefined;

  /** `likely` are the lines that the user points to. */
  constructor(matcher: QuoteMatcher, marks: QuoteMarks, likely?: QuotedLines) {
    this.#matcher = matcher;
    this.#marks = marks;
    this.#likely = likely;
  }

  /** The tokens expected next, at most `most` of them. */
  propose(most: number): readonly TokenId[] {
    if (most <= 0) return [];
    if (this.#text) return this.#text.propose(most);
    return this.#proposeQuote().slice(0, most);
  }

  #proposeQuote(): readonly TokenId[] {
    const matcher = this.#matcher;
    const quote = (rest: readonly TokenId[], lines: QuotedLines) => [
      ...rest,
      this.#marks.replace,
      ...matcher.tokensOf(lines),
    ];
    if (matcher.certainQuote) return quote(matcher.certainQuote.rest, matcher.certainQuote.lines);
    const isPointed = this.#likely && matcher.isAtStart;
    return isPointed ? quote(matcher.quoteOf(this.#likely), this.#likely) : [];
  }

  /** Takes the tokens that were chosen after a draft of `nDrafted`; the matcher has accepted them. */
  follow(chosen: readonly TokenId[], nDrafted: number): void {
    const { more, replace, end } = this.#marks;
    const textStart = chosen.lastIndexOf(replace) + 1;
    if (!this.#matcher.isInText || chosen.includes(more, textStart)) {
      this.#text = undefined;
      return;
    }
    if (textStart > 0) {
      const quoted = this.#matcher.hunks.at(-1)!;
      this.#text = new SourceDraft([...this.#matcher.tokensOf(quoted), end]);
    }
    this.#text?.follow(chosen.slice(textStart), Math.max(0, nDrafted - textStart));
  }
}
