// An answer that grows by drafts: one forward reads many proposed tokens, the model keeps a prefix.
import { type Choice, weigh } from './choice.js';
import type { DraftPart } from './draft.js';
import type { Run } from './run.js';
import type { Allowed } from './sampler.js';
import type { Scored } from './search.js';
import type { TokenId } from './tokenizer.js';

/** Rows of logits fetched at once: 200 kB each for the embedded model. */
export const MOST_LOGITS = 32;

/** Follows an answer token by token. */
export interface AnswerMatcher extends Allowed {
  /** Goes on after `token`, which must be allowed. */
  accept(token: TokenId): void;
  /** The one token allowed here; undefined where there is a choice. */
  forced?(): TokenId | undefined;
}

export interface DraftOptions {
  /**
   * Whether tokens are proposed to the model. Without it each token that is not forced takes a
   * forward; where forwards are lossless, the answer is the same.
   * @default true
   */
  drafts?: boolean;
}

export class DraftedAnswer {
  readonly tokens: TokenId[] = [];
  /** How many of them had no alternative. */
  nForced = 0;
  /** What the model was free to choose, where answers are weighed. */
  readonly choices: Choice[] = [];
  readonly #run: Run;
  readonly #matcher: AnswerMatcher;
  /** The tokens that are not read yet: those of the beginning, then the last one chosen. */
  #unread: readonly TokenId[];

  /** `last` is the last token of the prompt; the answer goes on after `beginning`. */
  constructor(run: Run, matcher: AnswerMatcher, last: TokenId, beginning?: Scored) {
    this.#run = run;
    this.#matcher = matcher;
    for (const token of beginning?.tokens ?? []) this.#accept(token);
    this.choices.push(...(beginning?.choices ?? []));
    this.#unread = run.rewind([last, ...this.tokens]);
  }

  /** Why the answer can't go on; undefined while it can. */
  get reasonToStop(): string | undefined {
    const { maxTokens, room } = this.#run;
    if (this.tokens.length >= maxTokens) return `the budget of ${maxTokens} tokens is spent`;
    return room === 0 ? 'the context of the model is full' : undefined;
  }

  /** The most tokens that a draft may have now. */
  get mostDrafted(): number {
    const { maxTokens, room } = this.#run;
    const nLeft = Math.min(maxTokens - this.tokens.length - 1, room - this.#unread.length);
    return this.#wantsBest ? nLeft : Math.min(nLeft, MOST_LOGITS);
  }

  /** Whether the best token of each row is all that has to be known. */
  get #wantsBest(): boolean {
    return this.#run.sampler.isGreedy && !this.#run.isWeighed;
  }

  /**
   * Adds the tokens that the model chooses: as much of the draft as it agrees with, and one more
   * unless `isFinished` says that the answer ended. Gives them.
   */
  async extend(
    draft: readonly DraftPart[],
    isFinished: () => boolean,
  ): Promise<readonly TokenId[]> {
    const drafted = draft.flatMap(({ tokens }) => tokens);
    const chosen = await this.#choose(drafted, isFinished);
    this.#unread = chosen.slice(-1);
    let nLeft = chosen.findIndex((token, i) => token !== drafted[i]);
    if (nLeft === -1) nLeft = chosen.length;
    for (const { source, tokens } of draft) {
      const counts = this.#run.stats.drafts[source];
      counts.nDrafted += tokens.length;
      counts.nAccepted += Math.min(nLeft, tokens.length);
      nLeft -= Math.min(nLeft, tokens.length);
    }
    this.#run.nTokens = this.tokens.length;
    return chosen;
  }

  async #choose(draft: readonly TokenId[], isFinished: () => boolean): Promise<TokenId[]> {
    const run = this.#run;
    const tokens = [...this.#unread, ...draft];
    const nKnown = this.#unread.length;
    const start = run.length;
    const chosen: TokenId[] = [];
    for (const [row, choose] of (await this.#choices(tokens, nKnown - 1)).entries()) {
      const forced = this.#matcher.forced?.();
      if (forced !== undefined) this.nForced++;
      const token = forced ?? choose();
      if (token === undefined) {
        // The greatest logit is not allowed: this row's logits are needed after all.
        run.truncate(start + nKnown - 1 + row);
        const [logits] = await run.forward([tokens[nKnown - 1 + row]!], [0], 'logits');
        chosen.push(this.#accept(run.sampler.choose(logits!, this.#matcher)));
        return chosen;
      }
      chosen.push(this.#accept(token));
      if (token !== draft[row] || isFinished()) break;
    }
    run.truncate(start + nKnown - 1 + chosen.length);
    return chosen;
  }

  /**
   * Reads `tokens` and gives one function for each from the `first` on, which gives the model's
   * choice after it, undefined where that is not allowed.
   */
  async #choices(
    tokens: readonly TokenId[],
    first: number,
  ): Promise<(() => TokenId | undefined)[]> {
    const rows = [...tokens.keys()].slice(first);
    const matcher = this.#matcher;
    if (this.#wantsBest) {
      const best = await this.#run.forward(tokens, rows, 'best');
      return [...best].map((token) => () => (matcher.allows(token) ? token : undefined));
    }
    const logits = await this.#run.forward(tokens, rows, 'logits');
    return logits.map((row) => () => {
      const token = this.#run.sampler.choose(row, matcher);
      if (this.#run.isWeighed) {
        this.choices.push(weigh(this.tokens.length, row, token, matcher));
      }
      return token;
    });
  }

  #accept(token: TokenId): TokenId {
    this.#matcher.accept(token);
    this.tokens.push(token);
    return token;
  }
}
