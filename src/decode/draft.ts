// Proposes the source as the answer, and finds its place in it again after a change.
import type { TokenId } from './tokenizer.js';

/** Tokens proposed at once: at the start, after a change, at most. */
const START = 16;
const AFTER_CHANGE = 8;
const MOST = 128;

/** Tokens of context that are compared, and how far ahead one token alone is trusted. */
const CONTEXT = 4;
const NEAR = 12;

/**
 * Follows an answer along the source that it rewrites.
 *
 * While the answer equals the source, the next tokens of the source are the draft, twice as many
 * after each one that was accepted whole. After a change, the draft goes on at the place whose last
 * tokens are those of the answer: this finds the end of an insertion and the skip of a deletion.
 * Drafts are only guesses; a wrong one costs time, nothing else.
 */
export class SourceDraft {
  readonly #source: readonly TokenId[];
  readonly #answer: TokenId[] = [];
  /** The source token expected next; undefined where the place is lost. */
  #place: number | undefined = 0;
  /** The place behind the last token that agreed with a draft. */
  #anchor = 0;
  #size = START;

  constructor(source: readonly TokenId[]) {
    this.#source = source;
  }

  /** The tokens expected next, at most `most` of them. */
  propose(most: number): readonly TokenId[] {
    if (this.#place === undefined || most <= 0) return [];
    return this.#source.slice(this.#place, this.#place + Math.min(this.#size, most));
  }

  /** Takes the tokens that the model chose after a draft of `nDrafted`. */
  follow(chosen: readonly TokenId[], nDrafted: number): void {
    // All of the draft was accepted when the model chose one token more.
    if (nDrafted > 0 && chosen.length > nDrafted) this.#size = Math.min(MOST, 2 * this.#size);
    for (const token of chosen) this.#step(token);
  }

  #step(token: TokenId): void {
    this.#answer.push(token);
    if (this.#place !== undefined && this.#source[this.#place] === token) {
      this.#place++;
      this.#anchor = this.#place;
      return;
    }
    this.#size = AFTER_CHANGE;
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
