// Rewrite mode: the model writes the region's new text, with the source as the draft.

import { rewritten } from '../apply/rewritten.js';
import { copy, type Program } from '../grammar/program.js';
import { SourceDraft } from './draft.js';
import { LineEvents } from './line-events.js';
import { chatPrompt, rewritePrompt } from './prompt.js';
import type { Run } from './run.js';
import { TextMatcher } from './text-matcher.js';
import type { TokenId } from './tokenizer.js';

/** Rows of logits fetched at once when sampling: 200 kB each for the embedded model. */
const MOST_SAMPLED = 32;

export interface RewriteOptions {
  /**
   * Whether the source is proposed to the model. Without it each token takes a forward; where
   * forwards are lossless, the text is the same.
   * @default true
   */
  drafts?: boolean;
}

/** Decodes the region's new text and gives the program of it; the unchanged file on abstention. */
export async function decodeRewrite(
  run: Run,
  options: RewriteOptions = {},
): Promise<{ program: Program; abstained?: string }> {
  const decoder = new RewriteDecoder(run);
  const { text, abstained } = await decoder.decode(options.drafts ?? true);
  if (abstained !== undefined) return { program: whole(run), abstained };
  const program = rewritten(run.source, run.view.region, text);
  run.stats.nCopied = run.countCopied(program);
  run.stats.nGenerated = Math.max(0, run.nTokens - run.stats.nCopied);
  return { program };
}

class RewriteDecoder {
  readonly #run: Run;
  readonly #matcher: TextMatcher;
  readonly #events: LineEvents;
  readonly #answer: TokenId[] = [];
  /** What ends the answer, besides the end token. */
  #closing: readonly TokenId[] = [];

  constructor(run: Run) {
    this.#run = run;
    this.#matcher = new TextMatcher(run.tokenizer.vocabulary, run.loaded.end);
    this.#events = new LineEvents(run.source, run.view.region, run.emit);
  }

  async decode(hasDrafts: boolean): Promise<{ text: string; abstained?: string }> {
    const run = this.#run;
    const write = run.loaded.prompt === 'chat' ? chatPrompt : rewritePrompt;
    const { ids, closing } = await run.readPrompt(write, run.regionTokens.length + 1);
    this.#closing = closing;
    const draft = new SourceDraft([...run.regionTokens, ...closing]);
    let last = ids.at(-1)!;
    while (!this.#isFinished()) {
      const nLeft = run.maxTokens - this.#answer.length;
      if (nLeft <= 0)
        return { text: '', abstained: `the budget of ${run.maxTokens} tokens is spent` };
      if (run.room === 0) return { text: '', abstained: 'the context of the model is full' };
      const most = Math.min(nLeft - 1, run.room - 1, run.sampler.isGreedy ? nLeft : MOST_SAMPLED);
      const drafted = hasDrafts ? draft.propose(most) : [];
      const chosen = await this.#verify([last, ...drafted]);
      draft.follow(chosen, drafted.length);
      this.#settle(chosen, drafted);
      last = chosen.at(-1)!;
    }
    // A chat answer's last line is the code fence that closes it.
    if (run.loaded.prompt !== 'chat') this.#events.end();
    return { text: this.#text() };
  }

  /**
   * Reads `tokens`, the last chosen one and a draft, and gives the tokens that the model chooses
   * after them: as much of the draft as it agrees with, and one more unless that finished the answer.
   */
  async #verify(tokens: readonly TokenId[]): Promise<TokenId[]> {
    const run = this.#run;
    const start = run.length;
    const chosen: TokenId[] = [];
    const choices = await this.#choices(tokens);
    for (const [row, choose] of choices.entries()) {
      const token = choose();
      if (token === undefined) {
        // The greatest logit is not allowed: this row's logits are needed after all.
        run.truncate(start + row);
        const [logits] = await run.forward([tokens[row]!], [0], 'logits');
        chosen.push(this.#accept(run.sampler.choose(logits!, this.#matcher.mask())));
        return chosen;
      }
      chosen.push(this.#accept(token));
      if (token !== tokens[row + 1] || this.#isFinished()) break;
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
    return logits.map((row) => () => this.#run.sampler.choose(row, this.#matcher.mask()));
  }

  #accept(token: TokenId): TokenId {
    this.#matcher.accept(token);
    this.#answer.push(token);
    return token;
  }

  #settle(chosen: readonly TokenId[], drafted: readonly TokenId[]): void {
    const { stats, tokenizer } = this.#run;
    this.#run.nTokens = this.#answer.length;
    stats.nDrafted += drafted.length;
    stats.nAccepted += chosen.filter((token, i) => token === drafted[i]).length;
    this.#events.write(tokenizer.bytesOf(chosen));
  }

  #isFinished(): boolean {
    return this.#answer.at(-1) === this.#run.loaded.end || this.#endsWithClosing();
  }

  #endsWithClosing(): boolean {
    const closing = this.#closing;
    return closing.every((token, i) => this.#answer.at(i - closing.length) === token);
  }

  /** The answer without its closing; a final newline that only the prompt added is taken back. */
  #text(): string {
    const { tokenizer, loaded, source, view } = this.#run;
    const nClosing = this.#endsWithClosing() ? this.#closing.length : 1;
    const text = tokenizer.decode(this.#answer.slice(0, -nClosing));
    const hasAdded =
      loaded.prompt === 'chat' && source.nLines > 0 && source.ending(view.region.last) === '';
    return hasAdded && text.endsWith('\n') ? text.slice(0, -1) : text;
  }
}

function whole({ source }: Run): Program {
  return source.nLines === 0 ? [] : [copy(1, source.nLines)];
}
