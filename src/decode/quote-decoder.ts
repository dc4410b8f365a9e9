// Program mode by quotes: a model says which lines it replaces by their words, not by their numbers.

import { rewritten } from '../apply/rewritten.js';
import { concat } from '../grammar/bytes.js';
import type { Program } from '../grammar/program.js';
import { DraftedAnswer } from './drafted-answer.js';
import { LineEvents } from './line-events.js';
import { quotePrompt, regionText } from './prompt.js';
import { QuoteDraft } from './quote-draft.js';
import { type QuotedLines, type QuoteMarks, QuoteMatcher } from './quote-matcher.js';
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
export async function decodeQuotes(run: Run): Promise<{ program: Program; abstained?: string }> {
  const { source, view, tokenizer, stats } = run;
  const marks = marksOf(run);
  const matcher = new QuoteMatcher(linesOf(run), tokenizer.vocabulary, marks);
  const { ids } = await run.readPrompt(quotePrompt, 1);
  const answer = new DraftedAnswer(run, matcher, ids.at(-1)!);
  const draft = new QuoteDraft(matcher, marks, pointedLines(run));
  const text = new QuotedText(run, marks);
  const isFinished = () => answer.tokens.at(-1) === marks.end;
  while (!isFinished()) {
    const abstained = answer.reasonToStop;
    if (abstained !== undefined) return { program: run.unchanged, abstained };
    const drafted = draft.propose(answer.mostDrafted);
    const chosen = await answer.extend(drafted, isFinished);
    draft.follow(chosen, drafted.length);
    text.write(chosen, matcher.hunks);
  }
  const program = rewritten(source, view.region, text.finish());
  stats.nCopied = run.countCopied(program);
  stats.nGenerated = answer.tokens.length - stats.nForced;
  return { program };
}

function marksOf({ tokenizer, loaded }: Run): QuoteMarks {
  const replace = tokenizer.special('<jupyter_start>');
  return { replace, more: tokenizer.special('<jupyter_text>'), end: loaded.end };
}

function linesOf({ source, view: { region }, tokenizer }: Run) {
  const lines: TokenId[][] = [];
  for (let n = region.first; n <= region.last; n++) lines.push(tokenizer.encode(source.shown(n)));
  return { lines, isUnterminated: lines.length > 0 && source.ending(region.last) === '' };
}

/** The lines that the user points to, counted within the region. */
function pointedLines({ view: { pointed, region } }: Run): QuotedLines | undefined {
  if (!pointed || pointed.last > region.last) return undefined;
  return { first: pointed.first - region.first, last: pointed.last - region.first };
}

/** The region's new text, put together while its answer is decoded. */
class QuotedText {
  readonly #run: Run;
  readonly #marks: QuoteMarks;
  readonly #events: LineEvents;
  readonly #written: Uint8Array[] = [];
  #nHunks = 0;
  #isInText = false;
  /** The next line of the file that is neither copied nor replaced yet. */
  #next: number;

  constructor(run: Run, marks: QuoteMarks) {
    this.#run = run;
    this.#marks = marks;
    this.#events = new LineEvents(run.source, run.view.region, run.emit);
    this.#next = run.view.region.first;
  }

  /** Takes more of the answer; `hunks` are those whose quotes it has completed. */
  write(tokens: readonly TokenId[], hunks: readonly QuotedLines[]): void {
    const { replace, more, end } = this.#marks;
    for (const token of tokens) {
      if (token === replace) this.#replace(hunks[this.#nHunks++]!);
      else if (token === more || token === end) this.#isInText = false;
      else if (this.#isInText) this.#append(this.#run.tokenizer.bytesOf([token]));
    }
  }

  /** Copies what is left and gives the text. */
  finish(): string {
    this.#copyTo(this.#run.view.region.last);
    this.#events.end();
    return new TextDecoder('utf-8', { ignoreBOM: true }).decode(concat(this.#written));
  }

  #replace({ first, last }: QuotedLines): void {
    const { region } = this.#run.view;
    this.#copyTo(region.first + first - 1);
    this.#next = region.first + last + 1;
    this.#isInText = true;
  }

  #copyTo(last: number): void {
    const text = regionText(this.#run.source, { first: this.#next, last });
    this.#append(new TextEncoder().encode(text));
  }

  #append(bytes: Uint8Array): void {
    this.#written.push(bytes);
    this.#events.write(bytes);
  }
}
