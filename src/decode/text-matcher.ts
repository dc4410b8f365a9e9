// What free text may hold: whole UTF-8 characters, none of them forbidden, and no special token.
import { assert } from '../errors.js';
import { isForbidden, nextUtf8, type Utf8State } from '../grammar/utf8.js';
import type { TokenId } from './tokenizer.js';

const BETWEEN: Utf8State = 0;

/**
 * Follows generated text token by token. The end token is allowed between characters.
 *
 * It needs no trie of the vocabulary: masks are rare here, since most drafts are only checked.
 */
export class TextMatcher {
  readonly #vocabulary: readonly (Uint8Array | undefined)[];
  readonly #end: TokenId;
  readonly #masks = new Map<Utf8State, Uint32Array>();
  #state = BETWEEN;

  constructor(vocabulary: readonly (Uint8Array | undefined)[], end: TokenId) {
    this.#vocabulary = vocabulary;
    this.#end = end;
  }

  allows(token: TokenId): boolean {
    return this.#after(token) !== undefined;
  }

  /** Goes on after `token`, which must be allowed. */
  accept(token: TokenId): void {
    const after = this.#after(token);
    assert(after !== undefined, `token ${token} is not allowed in text`);
    this.#state = after;
  }

  /** The tokens allowed here, bit 1 = allowed; a cached array, read-only. */
  mask(): Uint32Array {
    const cached = this.#masks.get(this.#state);
    if (cached) return cached;
    const mask = new Uint32Array(Math.ceil(this.#vocabulary.length / 32));
    for (let id = 0; id < this.#vocabulary.length; id++) {
      if (this.allows(id)) mask[id >>> 5]! |= 1 << (id & 31);
    }
    this.#masks.set(this.#state, mask);
    return mask;
  }

  #after(token: TokenId): Utf8State | undefined {
    if (token === this.#end) return this.#state === BETWEEN ? BETWEEN : undefined;
    const bytes = this.#vocabulary[token];
    if (bytes === undefined || bytes.length === 0) return undefined;
    let state: Utf8State | undefined = this.#state;
    for (let i = 0; i < bytes.length && state !== undefined; i++) state = next(state, bytes[i]!);
    return state;
  }
}

function next(state: Utf8State, byte: number): Utf8State | undefined {
  return isForbidden(state, byte) ? undefined : nextUtf8(state, byte);
}
