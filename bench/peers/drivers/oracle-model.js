// A language model that does the real work of each forward but gives a known answer's choices.
import { WrappedModel } from '../../wrapped-model.js';

/**
 * Wraps a LanguageModel of the product. Each forward runs; then the choice of every asked row is
 * replaced by the answer's next token, where the tokens read up to that row are the answer's. So a
 * draft is accepted exactly as far as it is right, and the decoder learns one token at a time, as
 * from a model that is never wrong. Rows behind a wrong draft keep the model's own choice.
 */
export class OracleModel extends WrappedModel {
  #answer;
  /** Length of the prompt: the first row that is asked for belongs to its last token. */
  #nPrompt;

  constructor(model, answer) {
    super(model);
    this.#answer = answer;
  }

  async forward(tokens, rows, want) {
    const start = this.length;
    const found = await super.forward(tokens, rows, want);
    if (rows.length === 0) return found;
    this.#nPrompt ??= start + 1;
    const first = start + 1 - this.#nPrompt;
    for (const [i, row] of rows.entries()) {
      const isRight = tokens
        .slice(1, row + 1)
        .every((token, j) => token === this.#answer[first + j]);
      const next = this.#answer[first + row];
      if (!isRight || next === undefined) break;
      if (want === 'best') found[i] = next;
      else found[i][next] = Number.POSITIVE_INFINITY;
    }
    return found;
  }

  truncate(length) {
    if (length === 0) this.#nPrompt = undefined;
    super.truncate(length);
  }
}
