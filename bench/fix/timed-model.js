// A model that adds up the time inside its forwards.
export class TimedModel {
  forwardMs = 0;
  #model;

  constructor(model) {
    this.#model = model;
  }

  get nVocabulary() {
    return this.#model.nVocabulary;
  }

  get nContext() {
    return this.#model.nContext;
  }

  get length() {
    return this.#model.length;
  }

  get tokens() {
    return this.#model.tokens;
  }

  async forward(...asked) {
    const startMs = performance.now();
    try {
      return await this.#model.forward(...asked);
    } finally {
      this.forwardMs += performance.now() - startMs;
    }
  }

  reserve(length) {
    this.#model.reserve(length);
  }

  truncate(length) {
    this.#model.truncate(length);
  }
}
