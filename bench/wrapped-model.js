// A language model that passes everything on to another: its children change the forwards.
export class WrappedModel {
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

  forward(tokens, rows, want) {
    return this.#model.forward(tokens, rows, want);
  }

  reserve(length) {
    this.#model.reserve(length);
  }

  truncate(length) {
    this.#model.truncate(length);
  }

  dispose() {
    return this.#model.dispose();
  }
}
