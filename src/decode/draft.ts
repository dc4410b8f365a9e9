// Proposes the source as the answer, and finds its place in it again after a change.
import type { DraftLength } from './draft-length.js';
import type { TokenId } from './tokenizer.js';

/** Where drafted tokens come from: a quote, a tag, the source in step with it, or a place found in it again. */
export type DraftSource = 'quote' | 'tag' | 'source' | 'lookup';

/** Tokens proposed to the model. */
export interface DraftPart {
  readonly source: DraftSource;
  readonly tokens: readonly TokenId[];
}

/** The number of tokens in a draft. */
export function nTokensOf(draft: readonly DraftPart[]): number {
  return draft.reduce((n, { tokens }) => n + tokens.length, 0);
}

/** Tokens of context that are compared, and how far ahead one token alone is trusted. */
const CONTEXT = 4;
const NEAR = 12;

/**
 * Follows an answer along the source that it rewrites.
 *
 * While the answer equals the source, the next tokens of the source are the draft. After a change,
 * the draft goes on at the place whose last tokens are those of the answer: this finds the end of an
 * insertion and the skip of a deletion.
 * Drafts are only guesses; a wrong one costs time, nothing else.
 */
export class SourceDraft {
  readonly #source: readonly TokenId[];
  readonly #answer: TokenId[] = [];
  /** The source token expected next; undefined where the place is lost. */
  #place: number | undefined = 0;
  /** The place behind the last token that agreed with a draft. */
  #anchor = 0;
  readonly #length: DraftLength;

  /** `length` learns from this answer too; several answers may share it. */
  constructor(source: readonly TokenId[], length: DraftLength) {
    this.#source = source;
    this.#length = length;
  }

  /** The tokens expected next, at most `most` of them. */
  propose(most: number): DraftPart {
    const source = this.#place === this.#anchor ? 'source' : 'lookup';
    if (this.#place === undefined) return { source, tokens: [] };
    const nLeft = this.#source.length - this.#place;
    const n = this.#length.choose(Math.max(0, Math.min(nLeft, most)));
    return { source, tokens: this.#source.slice(this.#place, this.#place + n) };
  }

  /** Takes the tokens that the model chose after a draft of `nDrafted`. */
  follow(chosen: readonly TokenId[], nDrafted: number): void {
    // What is chosen last was not drafted, or chosen against the draft.
    this.#length.learn(nDrafted, Math.min(nDrafted, Math.max(0, chosen.length - 1)));
    for (const token of chosen) this.#step(token);
  }

  #step(token: TokenId): void {
    this.#answer.push(token);
    if (this.#place !== undefined && this.#source[this.#place] === token) {
      this.#place++;
      this.#anchor = this.#place;
      return;
    }
    const wasInStep = this.#place === this.#anchor;
    // Just after the last agreement, one token most likely replaced another.
    this.#place = this.#find() ?? (wasInStep ? this.#anchor + 1 : undefined);
  }

  /** The place after the longest match of the answer's last tokens, the nearest ahead if several. */
  #find(): number | undefined {
    let best: { place: number; matched: number; distance: number } | undefined;
    for (let place = 1; place <= this.#source.length; place++) {
      const matched = this.#matchedBefore(place);
      const ahead = place - this.#anchor;
      if (matched === 0 || (matched === 1 && (ahead < 0 || ahead > NEAR))) continue;
      const distance = ahead >= 0 ? ahead : this.#source.length - ahead;
      if (
        !best ||
        matched > best.matched ||
        (matched === best.matched && distance < best.distance)
      ) {
        best = { place, matched, distance };
      }
    }
    return best?.place;
  }

  #matchedBefore(place: number): number {
    let matched = 0;
    while (
      matched < CONTEXT &&
      matched < place &&
      this.#source[place - 1 - matched] === this.#answer[this.#answer.length - 1 - matched]
    ) {
      matched++;
    }
    return matched;
  }
}
