// A model that says some tokens more often than it would, so that random weights end their answers.
import type { LanguageModel, Rows } from '../../src/decode/engine/language-model.js';
import { argmax } from '../../src/decode/sampler.js';
import type { TokenId } from '../../src/decode/tokenizer.js';

/** Makes a logit about e^5 = 150 times as likely. */
const BIAS = 5;

export class BiasedModel implements LanguageModel {
  readonly #model: LanguageModel;
  readonly #tokens: readonly TokenId[];

  constructor(model: LanguageModel, tokens: readonly TokenId[]) {
    this.#model = model;
    this.#tokens = tokens;
  }

  get nVocabulary(): number {
    return this.#model.nVocabulary;
  }

  get nContext(): number {
    return this.#model.nContext;
  }

  get length(): number {
    return this.#model.length;
  }

  get tokens(): readonly TokenId[] {
    return this.#model.tokens;
  }

  async forward<Want extends keyof Rows>(
    tokens: readonly TokenId[],
    rows: readonly number[],
    want: Want,
  ): Promise<Rows[Want]> {
    const found = await this.#model.forward(tokens, rows, 'logits');
    const logits = found.map((row) => this.#biased(row));
    const everything = new Uint32Array(Math.ceil(this.nVocabulary / 32)).fill(0xffffffff);
    const best = Int32Array.from(logits, (row) => argmax(row, everything));
    return { logits, best }[want];
  }

  reserve(length: number): void {
    this.#model.reserve(length);
  }

  truncate(length: number): void {
    this.#model.truncate(length);
  }

  dispose(): Promise<void> {
    return this.#model.dispose();
  }

  #biased(row: Float32Array): Float32Array {
    const biased = row.slice();
    for (const token of this.#tokens) biased[token]! += BIAS;
    return biased;
  }
}
