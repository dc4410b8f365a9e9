// Program mode by quotes: a model says which lines it replaces by their words, not by their numbers.

import { type Replacement, rewritten } from '../apply/rewritten.js';
import { concat } from '../grammar/bytes.js';
import type { Program } from '../grammar/program.js';
import type { LineRange } from '../grammar/source.js';
import { nTokensOf } from './draft.js';
import { DraftLength } from './draft-length.js';
import { DraftedAnswer, type DraftOptions } from './drafted-answer.js';
import { LineEvents } from './line-events.js';
import { quotePrompt } from './prompt.js';
import { QuoteDraft } from './quote-draft.js';
import { QuoteMatcher, quoteMarks } from './quote-matcher.js';
import { quotableLines } from './quotes.js';
import type { Run } from './run.js';
import type { TokenId } from './tokenizer.js';

/**
 * Decodes the hunks of a change and gives the program of it; the unchanged file on abstention.
 *
 * An answer is `quote replace text`, joined by `more`, then the end token; the end token alone
 * changes nothing. A quote is one line of the region or several; what stands between two quotes is
 * copied and never said. Under the matcher's masks the first tokens of a quote settle it, and the
 * rest of it costs no forward of its own.
 */
export async function decodeQuotes(
  run: Run,
  { drafts = true }: DraftOptions = {},
): Promise<{ program: Program; abstained?: string }> {
  const { source, view, tokenizer, stats } = run;
  const marks = quoteMarks(tokenizer);
  const matcher = new QuoteMatcher(quotableLines(tokenizer, source, view.region), tokenizer);
  const { ids } = await run.readPrompt(quotePrompt, 1);
  const answer = new DraftedAnswer(run, matcher, ids.at(-1)!);
  const draft = new QuoteDraft(matcher, marks, new DraftLength(run.loaded.costs), pointedLine(run));
  const hunks = new Hunks(run);
  const isFinished = () => answer.tokens.at(-1) === marks.end;
  while (!isFinished()) {
    const abstained = answer.reasonToStop;
    if (abstained !== undefined) return { program: run.unchanged, abstained };
    const drafted = drafts ? draft.propose(answer.mostDrafted) : [];
    const chosen = await answer.extend(drafted, isFinished);
    draft.follow(chosen, nTokensOf(drafted));
    hunks.write(chosen, matcher.hunks);
    stats.nGenerated = answer.tokens.length - stats.nForced;
  }
  const nQuoted = matcher.hunks.reduce((n, lines) => n + matcher.tokensOf(lines).length, 0);
  stats.nCopied = run.regionTokens.length - nQuoted;
  return { program: rewritten(source, hunks.finish()) };
}

/** The one line that the user points to; longer ranges say too little about a first quote. */
function pointedLine({ view: { pointed, region } }: Run): LineRange | undefined {
  const isOne = pointed && pointed.first === pointed.last;
  return isOne && region.first <= pointed.first && pointed.last <= region.last
    ? pointed
    : undefined;
}

/** The hunks, put together while their answer is decoded. */
class Hunks {
  readonly #run: Run;
  readonly #done: Replacement[] = [];
  #lines: LineRange | undefined;
  #text: Uint8Array[] = [];
  #events: LineEvents | undefined;

  constructor(run: Run) {
    this.#run = run;
  }

  /** Takes more of the answer; `quoted` are the lines whose quotes it has completed. */
  write(tokens: readonly TokenId[], quoted: readonly LineRange[]): void {
    const { tokenizer } = this.#run;
    const { replace, more, end } = quoteMarks(tokenizer);
    for (const token of tokens) {
      if (token === replace) this.#open(quoted[this.#done.length]!);
      else if (token === more || token === end) this.#close();
      else if (this.#lines) this.#append(tokenizer.bytesOf([token]));
    }
  }

  /** Gives the hunks, in order. */
  finish(): readonly Replacement[] {
    this.#copyTo(this.#run.view.region.last);
    return this.#done;
  }

  #open(lines: LineRange): void {
    this.#copyTo(lines.first - 1);
    this.#lines = lines;
    this.#text = [];
    this.#events = new LineEvents(this.#run.source, lines, this.#run.emit);
  }

  #append(bytes: Uint8Array): void {
    this.#text.push(bytes);
    this.#events?.write(bytes);
  }

  #close(): void {
    if (!this.#lines) return;
    this.#events?.end();
    const text = new TextDecoder('utf-8', { ignoreBOM: true }).decode(concat(this.#text));
    this.#done.push({ lines: this.#lines, text });
    this.#lines = undefined;
  }

  #copyTo(last: number): void {
    const first = (this.#done.at(-1)?.lines.last ?? this.#run.view.region.first - 1) + 1;
    if (first <= last) this.#run.emit({ type: 'copy', lines: { first, last } });
  }
}
