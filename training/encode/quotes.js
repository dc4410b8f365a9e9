// A row as an answer in quotes, and for some rows as the new text of the whole view too.
import { createHash } from 'node:crypto';
import { quotePrompt, regionText, rewritePrompt } from '../../dist/decode/prompt.js';
import { QuoteMatcher } from '../../dist/decode/quote-matcher.js';
import { answerOf, quotableLines, quotes } from '../../dist/decode/quotes.js';
import { Source } from '../../dist/grammar/source.js';
import { COPIED, COPIED_WHOLE, tokensOf, weighed } from './weights.js';

/** Share of the rows that are also said as the view's new text, and the most tokens of that. */
const REWRITTEN = 0.1;
const MOST_REWRITTEN = 520;

/** Gives `{ file, branches }`; undefined where the change is not inside the region of the view. */
export function encodeQuotes(tokenizer, { id, kind, after }, input) {
  const { source, view } = input;
  const hunks = quotes(source, Source.of(after), view.region);
  if (hunks === undefined) return undefined;
  const { ids, nFile } = quotePrompt(tokenizer, input);
  const branches = [{ id, kind, ask: ids.slice(nFile), ...sayQuotes(tokenizer, input, hunks) }];
  const rewrite = isChosen(id) ? sayWhole(tokenizer, source, after, view.lines) : undefined;
  if (rewrite) {
    const ask = rewritePrompt(tokenizer, input).ids.slice(nFile);
    branches.push({ id, kind: 'rewrite', ask, ...rewrite });
  }
  return { file: ids.slice(0, nFile), branches };
}

function isChosen(id) {
  return createHash('sha256').update(id).digest()[0] < 256 * REWRITTEN;
}

function sayQuotes(tokenizer, { source, view }, hunks) {
  const answer = answerOf(tokenizer, source, hunks);
  const matcher = new QuoteMatcher(quotableLines(tokenizer, source, view.region), tokenizer);
  const texts = hunks.map(
    ({ lines, text }) =>
      weighed(tokenizer, tokensOf(tokenizer, source, lines), text, COPIED).weights,
  );
  let text = [];
  const weights = answer.map((token) => {
    const weight = matcher.isInText ? (text.shift() ?? 1) : matcher.forced() === undefined ? 1 : 0;
    const nHunks = matcher.hunks.length;
    matcher.accept(token);
    if (matcher.hunks.length > nHunks) text = [...texts[nHunks]];
    return weight;
  });
  return { answer, weights };
}

/** The new text of the lines, undefined where it is long or other lines change. */
function sayWhole(tokenizer, source, after, lines) {
  const head = regionText(source, { first: 1, last: lines.first - 1 });
  const tail = regionText(source, { first: lines.last + 1, last: source.nLines });
  if (!after.startsWith(head) || !after.endsWith(tail)) return undefined;
  const text = after.slice(head.length, after.length - tail.length);
  const old = tokensOf(tokenizer, source, lines);
  const { tokens, weights } = weighed(tokenizer, old, text, COPIED_WHOLE);
  if (tokens.length > MOST_REWRITTEN) return undefined;
  const end = tokenizer.special('<|im_end|>');
  return { answer: [...tokens, end], weights: [...weights, 1] };
}
