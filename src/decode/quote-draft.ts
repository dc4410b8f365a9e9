// Proposes how an answer in quotes goes on: a quote that is certain, then the quoted lines themselves.
import type { LineRange } from '../grammar/source.js';
import { type DraftPart, SourceDraft } from './draft.js';
import { type DraftLength, MOST_DRAFTED } from './draft-length.js';
import type { QuoteMarks, QuoteMatcher } from './quote-matcher.js';
import type { TokenId } from './tokenizer.js';

/**
 * Follows the answer of a `QuoteMatcher`. What replaces a line is most often that line with a small
 * change, so the quoted lines are the draft of the text, found again after each change. A quote
 * that could go on in several ways is left to the model, but for the first one where the user points
 * to a line.
 */
export class QuoteDraft {
  readonly #matcher: QuoteMatcher;
  readonly #marks: QuoteMarks;
  readonly #length: DraftLength;
  readonly #pointed: LineRange | undefined;
  #text: SourceDraft | undefined;

  /** `pointed` must lie among the matcher's lines. */
  constructor(matcher: QuoteMatcher, marks: QuoteMarks, length: DraftLength, pointed?: LineRange) {
    this.#matcher = matcher;
    this.#marks = marks;
    this.#length = length;
    this.#pointed = pointed;
  }

  /** The tokens expected next, at most `most` of them. */
  propose(most: number): readonly DraftPart[] {
    const limit = Math.max(0, Math.min(most, MOST_DRAFTED));
    if (this.#text) return [this.#text.propose(limit)];
    const expected = this.#expectedQuote();
    if (!expected) return [];
    const quote = [...expected.rest, this.#marks.replace].slice(0, limit);
    const text = this.#newText(expected.lines).propose(limit - quote.length);
    return [{ source: 'quote', tokens: quote }, text];
  }

  /** Takes the tokens that were chosen after a draft of `nDrafted`; the matcher has accepted them. */
  follow(chosen: readonly TokenId[], nDrafted: number): void {
    if (!this.#matcher.isInText) {
      this.#text = undefined;
      return;
    }
    const textStart = chosen.lastIndexOf(this.#marks.replace) + 1;
    if (textStart > 0) {
      this.#text = this.#newText(this.#matcher.hunks.at(-1)!);
    }
    this.#text?.follow(chosen.slice(textStart), Math.max(0, nDrafted - textStart));
  }

  /** The lines that will be quoted, and what is left to say of them; undefined where that is open. */
  #expectedQuote(): { rest: readonly TokenId[]; lines: LineRange } | undefined {
    const matcher = this.#matcher;
    const pointed = matcher.isAtStart ? this.#pointed : undefined;
    return matcher.certainQuote ?? (pointed && { rest: matcher.quoteOf(pointed), lines: pointed });
  }

  #newText(quoted: LineRange): SourceDraft {
    const tokens = [...this.#matcher.tokensOf(quoted), this.#marks.end];
    return new SourceDraft(tokens, this.#length);
  }
}
