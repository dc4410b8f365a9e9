// The automaton lifted to tokens: what the decoder holds while it decodes a program.
import { assert } from '../errors.js';
import type { Automaton, State } from './automaton.js';
import type { LineRange } from './source.js';
import { withoutClosing } from './text.js';
import type { VocabularyTrie } from './trie.js';

/** What has just been completed: a copy, the opening or the closing tag of a gen, or the program. */
export type Boundary =
  | {
      readonly kind: 'copy';
      readonly lines: LineRange;
      /** Whether only generated text and the end can come after it: then its span need not be read. */
      readonly isFinal: boolean;
    }
  | { readonly kind: 'genStart' }
  | { readonly kind: 'genEnd' }
  | { readonly kind: 'end' };

/** How many masks are kept; one has 6 kB for 49k tokens. */
const MAX_MASKS = 512;

/**
 * Follows a program token by token.
 *
 * A token stays inside one element: it holds bytes of one tag, or of text, never of both. In text
 * this means that `</gen>` must begin with the first byte of a token: after a token `\n<`, the bytes
 * `/gen` are text, and the `>` that would close it is masked.
 */
export class Matcher {
  readonly #automaton: Automaton;
  readonly #trie: VocabularyTrie;
  readonly #end: number;
  #masks = new Map<string, Uint32Array>();
  #state: State;
  #isDone = false;

  /** `end` is the id of the token that ends a program; the trie should have no bytes for it. */
  constructor(automaton: Automaton, trie: VocabularyTrie, end: number) {
    this.#automaton = automaton;
    this.#trie = trie;
    this.#end = end;
    this.#state = automaton.initial();
  }

  /** Makes an independent matcher at the same place; both share their cached masks. */
  fork(): Matcher {
    const fork = new Matcher(this.#automaton, this.#trie, this.#end);
    fork.#masks = this.#masks;
    fork.#state = this.#state;
    fork.#isDone = this.#isDone;
    return fork;
  }

  /** Whether the end token has been accepted: then every token is masked. */
  get isDone(): boolean {
    return this.#isDone;
  }

  /** Whether generated text, or its closing tag, is being said. */
  get isInText(): boolean {
    return this.#state.at === 'text';
  }

  /**
   * Gives the tokens that may come next as a bit set: token `t` is bit `t % 32` of word `t / 32`, of
   * `ceil(nVocabulary / 32)`. Bit 1 means allowed. The array is shared: read-only.
   */
  mask(): Uint32Array {
    const key = this.#isDone ? 'done' : this.#automaton.key(this.#state);
    const cached = this.#masks.get(key);
    if (cached) return cached;
    // Almost all masks beyond the first few are for line numbers, which don't come again.
    if (this.#masks.size >= MAX_MASKS) this.#masks.clear();
    const mask = this.#computeMask();
    this.#masks.set(key, mask);
    return mask;
  }

  allows(token: number): boolean {
    if (this.#isDone) return false;
    if (token === this.#end) return this.isAccepting();
    return this.#stateAfter(token) !== undefined;
  }

  /** Goes on by one token and says what it completed. Throws if the token is masked. */
  accept(token: number): Boundary | undefined {
    assert(this.allows(token), `token ${token} is masked`);
    if (token === this.#end) {
      this.#isDone = true;
      return { kind: 'end' };
    }
    this.#state = this.#stateAfter(token)!;
    return this.#boundary();
  }

  /** Goes on by bytes, which need not be cut into tokens, and says what they completed. Throws if a byte is illegal. */
  acceptBytes(bytes: Uint8Array): Boundary[] {
    const boundaries: Boundary[] = [];
    for (const byte of bytes) {
      const next = this.#isDone ? undefined : this.#automaton.next(this.#state, byte);
      assert(next, `byte ${byte} is illegal here`);
      this.#state = next;
      const boundary = this.#boundary();
      if (boundary) boundaries.push(boundary);
    }
    return boundaries;
  }

  /** Tells whether the end token may come next. */
  isAccepting(): boolean {
    return !this.#isDone && this.#automaton.isAccepting(this.#state);
  }

  /**
   * Gives the bytes that have no alternative from here on (jump-forward), perhaps none. They may end
   * in the middle of a tag, as `<` does where both a copy and a gen may come: encode only whole tags,
   * since a model has seen no others.
   */
  forced(): Uint8Array {
    return this.#isDone ? new Uint8Array() : this.#automaton.forced(this.#state);
  }

  /** Gives the shortest legal end, as `Automaton.closing` describes it; it doesn't hold the end token. */
  closing(): Uint8Array {
    return this.#isDone ? new Uint8Array() : this.#automaton.closing(this.#state);
  }

  #computeMask(): Uint32Array {
    const mask = this.#isDone
      ? new Uint32Array(Math.ceil(this.#trie.nVocabulary / 32))
      : this.#trie.mask(this.#state, (state, byte, offset) => this.#step(state, byte, offset));
    if (this.isAccepting()) mask[this.#end >>> 5]! |= 1 << (this.#end & 31);
    return mask;
  }

  #stateAfter(token: number): State | undefined {
    const bytes = this.#trie.bytesOf(token);
    if (!bytes?.length) return undefined;
    let state: State | undefined = this.#state;
    for (let offset = 0; state && offset < bytes.length; offset++) {
      state = this.#step(state, bytes[offset]!, offset);
    }
    return state;
  }

  /** Goes on by the byte at `offset` of a token, which may not cross the end of a tag or the start of `</gen>`. */
  #step(state: State, byte: number, offset: number): State | undefined {
    if (offset === 0) return this.#automaton.next(state, byte);
    if (this.#automaton.isBoundary(state)) return undefined;
    const next = this.#automaton.next(state, byte);
    return next?.at === 'text' ? withTextThatStays(next) : next;
  }

  #boundary(): Boundary | undefined {
    const state = this.#state;
    if (!this.#automaton.isBoundary(state)) return undefined;
    if (state.at !== 'between') return { kind: 'genStart' };
    if (state.after !== 'copy') return { kind: 'genEnd' };
    return { kind: 'copy', lines: state.copied, isFinal: this.#automaton.isFinal(state) };
  }
}

function withTextThatStays(state: State & { at: 'text' }): State {
  const text = withoutClosing(state.text);
  return text === state.text ? state : { ...state, text };
}
