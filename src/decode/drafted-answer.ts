// An answer that grows by drafts: one forward reads many proposed tokens, the model keeps a prefix.
import type { DraftPart } from './draft.js';
import type { Run } from './run.js';
import type { Allowed } from './sampler.js';
import type { TokenId } from './tokenizer.js';

/** Rows of logits fetched at once when sampling: 200 kB each for the embedded model. */
const MOST_SAMPLED = 32;

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
  readonly #run: Run;
  readonly #matcher: AnswerMatcher;
  /** The last token that is not read yet. */
  #last: TokenId;

  /** `last` is the last token of the prompt, which the model has not read. */
  constructor(run: Run, matcher: AnswerMatcher, last: TokenId) {
    this.#run = run;
    this.#matcher = matcher;
    this.#last = last;
  }

  /** Why the answer can't go on; undefined while it can. */
  get reasonToStop(): string | undefined {
    const { maxTokens, room } = this.#run;
    if (this.tokens.length >= maxTokens) return `the budget of ${maxTokens} tokens is spent`;
    return room === 0 ? 'the context of the model is full' : undefined;
  }

  /** The most tokens that a draft may have now. */
  get mostDrafted(): number {
    const { maxTokens, room, sampler } = this.#run;
    const nLeft = Math.min(maxTokens - this.tokens.length, room) - 1;
    return sampler.isGreedy ? nLeft : Math.min(nLeft, MOST_SAMPLED);
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
    const chosen = await this.#choose([this.#last, ...drafted], isFinished);
    this.#last = chosen.at(-1)!;
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

  async #choose(tokens: readonly TokenId[], isFinished: () => boolean): Promise<TokenId[]> {
    const run = this.#run;
    const start = run.length;
    const chosen: TokenId[] = [];
    for (const [row, choose] of (await this.#choices(tokens)).entries()) {
      const forced = this.#matcher.forced?.();
      if (forced !== undefined) run.stats.nForced++;
      const token = forced ?? choose();
      if (token === undefined) {
        // The greatest logit is not allowed: this row's logits are needed after all.
        run.truncate(start + row);
        const [logits] = await run.forward([tokens[row]!], [0], 'logits');
        chosen.push(this.#accept(run.sampler.choose(logits!, this.#matcher)));
        return chosen;
      }
      chosen.push(this.#accept(token));
      if (token !== tokens[row + 1] || isFinished()) break;
    }
    run.truncate(start + chosen.length);
    return chosen;
  }

  /** One function for each row that gives the model's choice, undefined where it is not allowed. */
  async #choices(tokens: readonly TokenId[]): Promise<(() => TokenId | undefined)[]> {
    const rows = [...tokens.keys()];
    if (this.#run.sampler.isGreedy) {
      const best = await this.#run.forward(tokens, rows, 'best');
      return rows.map((row) => () => (this.#matcher.allows(best[row]!) ? best[row] : undefined));
    }
    const logits = await this.#run.forward(tokens, rows, 'logits');
    return logits.map((row) => () => this.#run.sampler.choose(row, this.#matcher));
  }

  #accept(token: TokenId): TokenId {
    this.#matcher.accept(token);
    this.tokens.push(token);
    return token;
  }
}
