// The tokens of a program that the model has yet to read, and how the current element is cut.
import type { Run } from './run.js';
import type { TokenId } from './tokenizer.js';

/**
 * Collects tokens for the next forward. Those of the current element can still be cut otherwise,
 * even after they were read: what differs is forgotten by the model and read again.
 */
export class ElementTokens {
  readonly #run: Run;
  #unread: TokenId[];
  /** Tokens of the current element; the last of them may be unread. */
  #element: TokenId[] = [];

  constructor(run: Run, unread: readonly TokenId[]) {
    this.#run = run;
    this.#unread = [...unread];
  }

  get nUnread(): number {
    return this.#unread.length;
  }

  /** Gives the tokens to read now. */
  take(): readonly TokenId[] {
    const taken = this.#unread;
    this.#unread = [];
    return taken;
  }

  /** Adds a token that the model chose to the current element. */
  push(token: TokenId): void {
    this.#element.push(token);
    this.#unread.push(token);
  }

  /** Makes `tokens`, which stand for the same bytes or for more, those of the current element. */
  settle(tokens: readonly TokenId[]): void {
    let nSame = 0;
    while (nSame < tokens.length && tokens[nSame] === this.#element[nSame]) nSame++;
    const nStale = this.#element.length - nSame;
    const nUnread = Math.min(nStale, this.#unread.length);
    this.#unread.length -= nUnread;
    this.#run.truncate(this.#run.length - (nStale - nUnread));
    this.#unread.push(...tokens.slice(nSame));
    this.#element = [...tokens];
  }

  /** Ends the current element, whose tokens stay as they are, and gives their number. */
  finish(): number {
    const nTokens = this.#element.length;
    this.#element = [];
    return nTokens;
  }

  /** Adds a span that is read, but not said. */
  append(span: readonly TokenId[]): void {
    this.#unread.push(...span);
  }
}
