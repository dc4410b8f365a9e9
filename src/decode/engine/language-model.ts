// The seam between decoders and whatever computes logits.
import type { TokenId } from '../tokenizer.js';

/** What a forward gives for each asked row, by the name it is asked for with. */
export interface Rows {
  /** `nVocabulary` logits for each row; valid until the next forward. */
  logits: readonly Float32Array[];
  /** The token with the greatest logit of each row, the first of them on ties. */
  best: Int32Array;
}

/** A causal language model with a cache of the tokens that it has read. */
export interface LanguageModel {
  /** Logits in a row; may exceed the tokenizer's vocabulary. */
  readonly nVocabulary: number;
  /** The most tokens that the cache can hold. */
  readonly nContext: number;
  /** How many tokens are in the cache. */
  readonly length: number;
  /** The tokens in the cache; valid until it changes. */
  readonly tokens: readonly TokenId[];
  /**
   * Appends `tokens` (at least one) to the cache and gives what is wanted at `rows`: ascending
   * offsets into `tokens`, each for the token after that one. No rows: nothing is computed for them.
   */
  forward<Want extends keyof Rows>(
    tokens: readonly TokenId[],
    rows: readonly number[],
    want: Want,
  ): Promise<Rows[Want]>;
  /** Makes room for `length` tokens at once; more can be read all the same. */
  reserve(length: number): void;
  /** Forgets the tokens from `length` on. */
  truncate(length: number): void;
  dispose(): Promise<void>;
}
