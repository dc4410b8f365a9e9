// The tokens of a program that the model has yet to read, and how the current element is cut.
import type { DraftPart, DraftSource } from './draft.js';
import type { Run } from './run.js';
import type { TokenId } from './tokenizer.js';

/** A drafted token that the model has read, and its logits after it. */
interface Drafted {
  readonly source: DraftSource;
  readonly token: TokenId;
  readonly logits: Float32Array;
}

/**
 * Collects tokens for the next forward. Those of the current element can still be cut otherwise,
 * even after they were read: what differs is forgotten by the model and read again.
 */
export class ElementTokens {
  readonly #run: Run;
  #unread: TokenId[];
  /** Tokens of the current element; the last of them may be unread. */
  #element: TokenId[] = [];
  /** What was read behind the last token; only where none is unread. */
  #ahead: Drafted[] = [];
  /** What the model says after the last token, where that is known. */
  #logits: Float32Array | undefined;

  constructor(run: Run, unread: readonly TokenId[]) {
    this.#run = run;
    this.#unread = [...unread];
  }

  get nUnread(): number {
    return this.#unread.length;
  }

  /** Gives the model's logits after the last token. Where it has to read, it reads a draft too. */
  async logits(draft: () => readonly DraftPart[]): Promise<Float32Array> {
    if (this.#logits) return this.#logits;
    const drafted = draft().flatMap(({ source, tokens }) =>
      tokens.map((token) => ({ source, token })),
    );
    const tokens = [...this.#unread, ...drafted.map(({ token }) => token)];
    const rows = [...tokens.keys()].slice(this.#unread.length - 1);
    this.#unread = [];
    const [logits, ...after] = await this.#run.forward(tokens, rows, 'logits');
    this.#ahead = drafted.map((each, i) => ({ ...each, logits: after[i]! }));
    for (const { source } of drafted) this.#run.stats.drafts[source].nDrafted++;
    this.#logits = logits!;
    return this.#logits;
  }

  /** Adds a token that the model chose to the current element. */
  push(token: TokenId): void {
    this.#element.push(token);
    this.#add(token);
  }

  /** Makes `tokens`, which stand for the same bytes or for more, those of the current element. */
  settle(tokens: readonly TokenId[]): void {
    let nSame = 0;
    while (nSame < tokens.length && tokens[nSame] === this.#element[nSame]) nSame++;
    this.#drop(this.#element.length - nSame);
    this.#element = [...tokens];
    for (const token of tokens.slice(nSame)) this.#add(token);
  }

  /** Ends the current element, whose tokens stay as they are, and gives their number. */
  finish(): number {
    const nTokens = this.#element.length;
    this.#element = [];
    return nTokens;
  }

  /** Adds a span that is read, but not said. */
  append(span: readonly TokenId[]): void {
    for (const token of span) this.#add(token);
  }

  #add(token: TokenId): void {
    const [next] = this.#ahead;
    if (next?.token === token) {
      this.#run.stats.drafts[next.source].nAccepted++;
      this.#ahead.shift();
      this.#logits = next.logits;
      return;
    }
    this.#forgetDraft();
    this.#unread.push(token);
  }

  /** Takes the last `nStale` tokens back. */
  #drop(nStale: number): void {
    if (nStale === 0) return;
    this.#forgetDraft();
    const nUnread = Math.min(nStale, this.#unread.length);
    this.#unread.length -= nUnread;
    this.#run.truncate(this.#run.length - (nStale - nUnread));
  }

  #forgetDraft(): void {
    this.#run.truncate(this.#run.length - this.#ahead.length);
    this.#ahead = [];
    this.#logits = undefined;
  }
}
