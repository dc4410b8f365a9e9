import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { nIndentation, type QuotedLines, QuoteMatcher } from '../../src/decode/quote-matcher.js';
import { isAllowed } from '../../src/decode/sampler.js';
import type { TokenId } from '../../src/decode/tokenizer.js';
import { Source } from '../../src/grammar/source.js';
import { END, toyTokenizer } from './scripted-model.js';

const { vocabulary } = toyTokenizer;
const marks = {
  replace: toyTokenizer.special('<jupyter_start>'),
  more: toyTokenizer.special('<jupyter_text>'),
  end: END,
};

function matcherOf(text: string): QuoteMatcher {
  const source = Source.of(text);
  const lines = Array.from({ length: source.nLines }, (_, n) =>
    toyTokenizer.encode(source.shown(n + 1)),
  );
  return new QuoteMatcher({ lines, isUnterminated: !text.endsWith('\n') }, vocabulary, marks);
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
    expect(matcher.certainQuote?.lines).toEqual({ first: 1, last: 1 });
    expect(matcher.forced()).toBe(toyTokenizer.encode('\n')[0]);
  });

  test('goes on to the next line or to the text at the end of a line', () => {
    const matcher = matcherOf('x\ny\nz\n');
    say(matcher, 'x\n');
    expect(allowed(matcher).toSorted()).toEqual(
      [marks.replace, ...toyTokenizer.encode('y')].toSorted(),
    );
    matcher.accept(marks.replace);
    expect(matcher.hunks).toEqual([{ first: 0, last: 0 }]);
  });

  test('quotes lines behind the hunk before it', () => {
    const matcher = matcherOf('x\ny\nx\n');
    say(matcher, 'y\n');
    matcher.accept(marks.replace);
    matcher.accept(marks.more);
    expect(allowed(matcher)).toEqual(toyTokenizer.encode('x'));
    say(matcher, 'x\n');
    matcher.accept(marks.replace);
    expect(matcher.hunks.at(-1)).toEqual({ first: 2, last: 2 });
    expect(matcher.allows(marks.more)).toBe(false);
  });

  test('counts the tokens of an indentation', () => {
    const count = (text: string) => nIndentation(toyTokenizer.encode(text), vocabulary);
    expect(count('x\n')).toBe(0);
    expect(count('\n')).toBe(0);
    expect(count('\t\tx\n')).toBeGreaterThan(0);
  });

  test('masks what it does not allow, on random walks', () => {
    const line = fc.constantFrom('x\n', '  x\n', '\n', 'xy\n', '  xy z\n', '}\n');
    const text = fc.tuple(fc.array(line, { maxLength: 6 }), fc.constantFrom('', 'x', '  y'));
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

function isIncreasing(hunks: readonly QuotedLines[]): boolean {
  return hunks.every(({ first }, n) => n === 0 || first > hunks[n - 1]!.last);
}
