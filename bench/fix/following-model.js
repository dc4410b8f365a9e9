// A language model that does the real work of each forward, but wants to go on as a text does.
import { WrappedModel } from '../wrapped-model.js';

/** The most bytes of a token that is looked for. */
const LONGEST = 24;

/** Wants at each decision the longest allowed token that the text goes on with, then the end. */
export class FollowingModel extends WrappedModel {
  /** Time that the wishes took, which is no part of the work. */
  wishMs = 0;
  #tokenizer;
  #text;
  #ids;
  #nPrompt;

  /** `text` is what follows the prompt, in the order in which the model reads it. */
  constructor(model, tokenizer, text) {
    super(model);
    this.#tokenizer = tokenizer;
    this.#text = text;
    this.#ids = new Map(
      tokenizer.vocabulary.map((bytes, id) => [bytes && Buffer.from(bytes).toString(), id]),
    );
  }

  async forward(tokens, rows, want) {
    // The first decision's forward begins with the last token of the prompt.
    if (rows.length > 0) this.#nPrompt ??= this.length + 1;
    const found = await super.forward(tokens, rows, want);
    if (rows.length > 0) this.#wish(found[0]);
    return found;
  }

  #wish(logits) {
    const startMs = performance.now();
    const read = this.#tokenizer.decode(this.tokens.slice(this.#nPrompt));
    const rest = this.#text.slice(read.length);
    if (!this.#text.startsWith(read)) throw new Error(`read something else: ${read.slice(-80)}`);
    for (let n = 1; n <= Math.min(LONGEST, rest.length); n++) {
      const id = this.#ids.get(rest.slice(0, n));
      if (id !== undefined) logits[id] = 1000 + n;
    }
    if (rest === '') logits[this.#tokenizer.special('<|im_end|>')] = 1000;
    this.wishMs += performance.now() - startMs;
  }
}
