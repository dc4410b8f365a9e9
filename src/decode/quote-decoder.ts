// Program mode by quotes: a model says which lines it replaces by their words, not by their numbers.

import { rewritten } from '../apply/rewritten.js';
import type { LineRange } from '../grammar/source.js';
import { type Answer, candidatesOf } from './candidates.js';
import type { Decoded } from './decoder.js';
import { nTokensOf } from './draft.js';
import { DraftLength } from './draft-length.js';
import { DraftedAnswer, type DraftOptions } from './drafted-answer.js';
import { quotePrompt } from './prompt.js';
import { QuoteDraft } from './quote-draft.js';
import { QuoteHunks } from './quote-hunks.js';
import { type QuotableLines, QuoteMatcher, quoteMarks } from './quote-matcher.js';
import { quotableLines } from './quotes.js';
import type { Run } from './run.js';
import { type Scored, search } from './search.js';

/**
 * Decodes the hunks of a change and gives the program of it; the unchanged file on abstention.
 *
 * An answer is `quote replace text`, joined by `more`, then the end token; the end token alone
 * changes nothing. A quote is one line of the region or several; what stands between two quotes is
 * copied and never said. Under the matcher's masks the first tokens of a quote settle it, and the
 * rest of it costs no forward of its own.
 *
 * Where the request asks for candidates, answers that may be likelier as a whole are tried too;
 * events tell of the first one.
 */
export async function decodeQuotes(
  run: Run,
  { drafts = true }: DraftOptions = {},
): Promise<Omit<Decoded, 'stats'>> {
  const { ids } = await run.readPrompt(quotePrompt, 1);
  const lines = quotableLines(run.tokenizer, run.source, run.view.region);
  const length = drafts ? new DraftLength(run.loaded.costs) : undefined;
  const answers = await search(
    (beginning) => decodeAnswer(run, lines, ids.at(-1)!, beginning, length),
    run.candidates ?? 1,
  );
  const ranked = candidatesOf(answers, quoteMarks(run.tokenizer).more);
  const { program, abstained, counts } = ranked[0]?.answer ?? answers[0]!;
  Object.assign(run.stats, counts);
  if (abstained !== undefined) return { program, abstained };
  return {
    program,
    ...(run.isWeighed && { candidates: ranked.map(({ answer, ...rest }) => rest) }),
  };
}

/** Goes on after `beginning` greedily. Without a `length` nothing is drafted. */
async function decodeAnswer(
  run: Run,
  lines: QuotableLines,
  last: number,
  beginning: Scored,
  length: DraftLength | undefined,
): Promise<Answer> {
  const { source, tokenizer } = run;
  const marks = quoteMarks(tokenizer);
  const matcher = new QuoteMatcher(lines, tokenizer);
  const answer = new DraftedAnswer(run, matcher, last, beginning);
  const draft = length && new QuoteDraft(matcher, marks, length, pointedLine(run));
  const isFirst = beginning.tokens.length === 0;
  const hunks = new QuoteHunks(run, isFirst ? run.emit : () => {});
  draft?.follow(answer.tokens, 0);
  hunks.write(answer.tokens, matcher.hunks);
  const isFinished = () => answer.tokens.at(-1) === marks.end;
  while (!isFinished() && answer.reasonToStop === undefined) {
    const drafted = draft?.propose(answer.mostDrafted) ?? [];
    const chosen = await answer.extend(drafted, isFinished);
    draft?.follow(chosen, nTokensOf(drafted));
    hunks.write(chosen, matcher.hunks);
  }
  const { tokens, choices, nForced, reasonToStop: abstained } = answer;
  const nQuoted = matcher.hunks.reduce((n, lines) => n + matcher.tokensOf(lines).length, 0);
  const counts = {
    nForced,
    nGenerated: tokens.length - nForced,
    nCopied: run.regionTokens.length - nQuoted,
  };
  const said = { tokens, choices, counts, places: matcher.hunks };
  if (!isFinished()) return { ...said, program: run.unchanged, abstained: abstained! };
  return { ...said, program: rewritten(source, hunks.finish()) };
}

/** The one line that the user points to; longer ranges say too little about a first quote. */
function pointedLine({ view: { pointed, region } }: Run): LineRange | undefined {
  const isOne = pointed && pointed.first === pointed.last;
  return isOne && region.first <= pointed.first && pointed.last <= region.last
    ? pointed
    : undefined;
}
