import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { nIndentation, QuoteMatcher, quoteMarks } from '../../src/decode/quote-matcher.js';
import { quotableLines } from '../../src/decode/quotes.js';
import { isAllowed } from '../../src/decode/sampler.js';
import type { TokenId } from '../../src/decode/tokenizer.js';
import { type LineRange, Source } from '../../src/grammar/source.js';
import { END, toyTokenizer } from './scripted-model.js';

const { vocabulary } = toyTokenizer;
const marks = quoteMarks(toyTokenizer);

function matcherOf(text: string): QuoteMatcher {
  const source = Source.of(text);
  return new QuoteMatcher(quotableLines(toyTokenizer, source, source.all), toyTokenizer);
}

function allowed(matcher: QuoteMatcher): TokenId[] {
  return [...vocabulary.keys()].filter((token) => matcher.allows(token));
}

const say = (matcher: QuoteMatcher, text: string) => {
  for (const token of toyTokenizer.encode(text)) matcher.accept(token);
};

describe('the matcher of quotes', () => {
  test('begins a quote with the words of any line, or ends', () => {
    const [x, y] = toyTokenizer.encode('xy') as [TokenId, TokenId];
    expect(new Set(allowed(matcherOf('x\n  y\n')))).toEqual(new Set([x, y, END]));
  });

  test('leaves no choice once a quote is of one line', () => {
    const matcher = matcherOf('xa\nxb\n');
    say(matcher, 'x');
    expect(matcher.forced()).toBeUndefined();
    expect(matcher.certainQuote).toBeUndefined();
    say(matcher, 'b');
    expect(matcher.certainQuote?.lines).toEqual({ first: 2, last: 2 });
    expect(matcher.forced()).toBe(toyTokenizer.encode('\n')[0]);
  });

  test('goes on to the next line or to the text at the end of a line', () => {
    const matcher = matcherOf('x\ny\nz\n');
    say(matcher, 'x\n');
    expect(allowed(matcher).toSorted()).toEqual(
      [marks.replace, ...toyTokenizer.encode('y')].toSorted(),
    );
    matcher.accept(marks.replace);
    expect(matcher.hunks).toEqual([{ first: 1, last: 1 }]);
  });

  test('quotes lines behind the hunk before it', () => {
    const matcher = matcherOf('x\ny\nx\n');
    say(matcher, 'y\n');
    matcher.accept(marks.replace);
    matcher.accept(marks.more);
    expect(allowed(matcher)).toEqual(toyTokenizer.encode('x'));
    say(matcher, 'x\n');
    matcher.accept(marks.replace);
    expect(matcher.hunks.at(-1)).toEqual({ first: 3, last: 3 });
    expect(matcher.allows(marks.more)).toBe(false);
  });

  test('is certain of a quote that two places share', () => {
    const matcher = matcherOf('xa\nb\nxa\n');
    say(matcher, 'x');
    const rest = toyTokenizer.encode('a\n');
    expect(matcher.certainQuote).toEqual({ rest, lines: { first: 1, last: 1 } });
  });

  test('keeps the indentation of the quote', () => {
    const matcher = matcherOf('  x\ny\n');
    say(matcher, 'x\n');
    matcher.accept(marks.replace);
    const [indentation] = toyTokenizer.encode('  x\n');
    const open = allowed(matcher);
    expect(open).toEqual(expect.arrayContaining([indentation, marks.more, marks.end]));
    expect(open).not.toContain(toyTokenizer.encode('x')[0]);
    say(matcher, '  x');
    expect(matcher.allows(toyTokenizer.encode('y')[0]!)).toBe(true);
  });

  test('counts the tokens of an indentation', () => {
    const count = (text: string) => nIndentation(toyTokenizer.encode(text), vocabulary);
    expect(count('x\n')).toBe(0);
    expect(count('\n')).toBe(0);
    expect(count('\t\tx\n')).toBeGreaterThan(0);
  });

  test('masks what it does not allow, on random walks', () => {
    const line = fc.constantFrom('x\n', '  x\n', '\n', 'xy\n', '  xy z\n', '}\n');
    const text = fc.tuple(
      fc.array(line, { maxLength: 6 }),
      fc.constantFrom('', 'x', '  y', '\ufeff'),
    );
    fc.assert(
      fc.property(text, fc.infiniteStream(fc.nat(9999)), ([lines, rest], choices) => {
        const matcher = matcherOf(lines.join('') + rest);
        for (let n = 0, token: TokenId | undefined; n < 40 && token !== END; n++) {
          const open = allowed(matcher);
          const mask = matcher.mask();
          expect([...vocabulary.keys()].filter((id) => isAllowed(mask, id))).toEqual(open);
          expect(open.length).toBeGreaterThan(0);
          if (!matcher.isInText)
            expect(matcher.forced()).toBe(open.length > 1 ? undefined : open[0]);
          token = pick(open, choices.next().value!);
          matcher.accept(token);
        }
        expect(isIncreasing(matcher.hunks)).toBe(true);
      }),
      { numRuns: 100 },
    );
  });
});

/** Marks are picked as often as all other tokens. */
function pick(open: readonly TokenId[], choice: number): TokenId {
  const cuts = open.filter((token) => Object.values(marks).includes(token));
  const among = cuts.length > 0 && choice % 3 === 0 ? cuts : open;
  return among[choice % among.length]!;
}

function isIncreasing(hunks: readonly LineRange[]): boolean {
  return hunks.every(({ first }, n) => n === 0 || first > hunks[n - 1]!.last);
}
