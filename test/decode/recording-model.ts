// A model that remembers which tokens are in its cache.
import type { LanguageModel, Rows } from '../../src/decode/engine/language-model.js';
import { LoadedModel } from '../../src/decode/loaded-model.js';
import type { TokenId } from '../../src/decode/tokenizer.js';

export class RecordingModel implements LanguageModel {
  readonly cached: TokenId[] = [];
  readonly #model: LanguageModel;

  constructor(model: LanguageModel) {
    this.#model = model;
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

  forward<Want extends keyof Rows>(
    tokens: readonly TokenId[],
    rows: readonly number[],
    want: Want,
  ): Promise<Rows[Want]> {
    this.cached.push(...tokens);
    return this.#model.forward(tokens, rows, want);
  }

  truncate(length: number): void {
    this.cached.length = length;
    this.#model.truncate(length);
  }

  dispose(): Promise<void> {
    return this.#model.dispose();
  }
}

/** The same loaded model, with its tokens recorded. */
export function recorded(loaded: LoadedModel): { loaded: LoadedModel; model: RecordingModel } {
  const { tokenizer, prompt, end, lossless } = loaded;
  const model = new RecordingModel(loaded.model);
  return { loaded: new LoadedModel({ model, tokenizer, prompt, end, lossless }), model };
}
