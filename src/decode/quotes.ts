// A change as the hunks that a model says by quotes: what training teaches, the inverse of decoding.
import { matchLines } from '../apply/match.js';
import type { Replacement } from '../apply/rewritten.js';
import { intersection, type LineRange, type Source } from '../grammar/source.js';
import { regionText } from './prompt.js';
import { nIndentation, type QuotableLines, quoteMarks } from './quote-matcher.js';
import type { TokenId, Tokenizer } from './tokenizer.js';

/** The lines of `region` as a `QuoteMatcher` takes them. */
export function quotableLines(
  tokenizer: Tokenizer,
  source: Source,
  region: LineRange,
): QuotableLines {
  const tokens: TokenId[][] = [];
  for (let n = region.first; n <= region.last; n++) tokens.push(tokenizer.encode(source.shown(n)));
  const isUnterminated = tokens.length > 0 && source.ending(region.last) === '';
  return { first: region.first, tokens, isUnterminated };
}

/** The answer that says `hunks`. */
export function answerOf(
  tokenizer: Tokenizer,
  source: Source,
  hunks: readonly Replacement[],
): TokenId[] {
  const { replace, more, end } = quoteMarks(tokenizer);
  const answer: TokenId[] = [];
  for (const { lines, text } of hunks) {
    if (answer.length > 0) answer.push(more);
    const { tokens } = quotableLines(tokenizer, source, lines);
    const nSkipped = nIndentation(tokens[0] ?? [], tokenizer.vocabulary);
    answer.push(...tokens.flat().slice(nSkipped), replace, ...tokenizer.encode(text));
  }
  return [...answer, end];
}

/**
 * Gives the hunks of a change, in order; undefined where a line outside `region` changes, or no
 * quote can say the change.
 *
 * A quote stands for the first occurrence of its lines after the hunk before it, and its text keeps
 * the indentation of its first line; so it begins as many lines higher as that takes. An insertion
 * quotes the line that follows it, or the one before it at the end and before a blank line.
 *
 * @example quotes(Source.of('a\nb\n'), Source.of('a\nx\nb\n'), { first: 1, last: 2 })
 * // [{ lines: { first: 2, last: 2 }, text: 'x\nb\n' }]
 */
export function quotes(
  before: Source,
  after: Source,
  region: LineRange,
): Replacement[] | undefined {
  const hunks: Replacement[] = [];
  for (const change of changes(before, after)) {
    if (!isAdded(change)) return undefined;
  }
  return hunks;

  /** Adds a hunk, joined to the ones before it where it can't be said alone. */
  function isAdded(change: Replacement): boolean {
    const left = { first: (hunks.at(-1)?.lines.last ?? region.first - 1) + 1, last: region.last };
    const anchored = isEmpty(change.lines) ? anchor(before, change, left) : change;
    const hunk = anchored && unambiguous(before, anchored, left);
    if (hunk) return hunks.push(hunk) > 0;
    const previous = hunks.pop();
    return previous !== undefined && isAdded(joined(before, previous, change));
  }
}

function joined(source: Source, a: Replacement, b: Replacement): Replacement {
  const between = regionText(source, { first: a.lines.last + 1, last: b.lines.first - 1 });
  return { lines: { first: a.lines.first, last: b.lines.last }, text: a.text + between + b.text };
}

/** The lines that differ, empty ranges for insertions. */
function* changes(before: Source, after: Source): Generator<Replacement> {
  let [b, a] = [1, 1];
  const end = { before: before.nLines, after: after.nLines, count: 0 };
  for (const run of [...matchLines(before, after), end]) {
    const lines = { first: b, last: run.before };
    const text = regionText(after, { first: a, last: run.after });
    if (!isEmpty(lines) || text !== '') yield { lines, text };
    b = run.before + run.count + 1;
    a = run.after + run.count + 1;
  }
}

/** An insertion as the replacement of a line beside it; undefined where there is none left. */
function anchor(
  source: Source,
  { lines: { first: next }, text }: Replacement,
  left: LineRange,
): Replacement | undefined {
  const isNext = next <= left.last && (source.shown(next).trim() !== '' || next === left.first);
  const line = isNext ? next : next - 1;
  if (line < left.first || line > left.last) return undefined;
  const kept = source.shown(line);
  return { lines: { first: line, last: line }, text: isNext ? text + kept : kept + text };
}

/** The hunk, begun higher where its quote would stand for other lines; undefined where it can't be. */
function unambiguous(source: Source, hunk: Replacement, left: LineRange): Replacement | undefined {
  if (!isWithin(hunk.lines, left)) return undefined;
  let { lines, text } = hunk;
  while (
    occursBefore(source, lines, left.first) ||
    !isIndentedAlike(source.shown(lines.first), text)
  ) {
    if (lines.first === left.first) return undefined;
    lines = { first: lines.first - 1, last: lines.last };
    text = source.shown(lines.first) + text;
  }
  return { lines, text };
}

/** Whether the lines also stand somewhere from line `from` on, before themselves. */
function occursBefore(source: Source, lines: LineRange, from: number): boolean {
  for (let at = from; at < lines.first; at++) {
    let n = 0;
    while (lines.first + n <= lines.last && isShownAlike(source, at + n, lines.first + n, n === 0))
      n++;
    if (lines.first + n > lines.last) return true;
  }
  return false;
}

/** Whether two lines are quoted by the same words: a quote leaves out its first indentation. */
function isShownAlike(source: Source, a: number, b: number, isFirst: boolean): boolean {
  const [x, y] = [source.shown(a), source.shown(b)];
  return x === y || (isFirst && withoutIndentation(x) === withoutIndentation(y));
}

/** Whether `text` may replace `line`: see `QuoteMatcher`. */
function isIndentedAlike(line: string, text: string): boolean {
  const indentation = (of: string) => /^[\t\v\f\r ]*/.exec(of)![0];
  const isFree = line.trim() === '' || text === '' || text.startsWith('\n');
  return isFree || indentation(line) === indentation(text);
}

function withoutIndentation(line: string): string {
  return line.replace(/^[\t-\r ]+(?=[^\t-\r ])/, '');
}

function isEmpty({ first, last }: LineRange): boolean {
  return last < first;
}

function isWithin(inner: LineRange, outer: LineRange): boolean {
  const shared = intersection(inner, outer);
  return shared.first === inner.first && shared.last === inner.last;
}
