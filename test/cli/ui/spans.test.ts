import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { fitted, marked, type Span, widthOf } from '../../../src/cli/ui/spans.js';

const text = (spans: readonly Span[]) => spans.map(({ text }) => text).join('');
const one = (text: string): Span[] => [{ text, tone: 'plain' }];

describe('fitted', () => {
  test.each([
    ['short', 8, 0, 'short'],
    ['exactly8', 8, 0, 'exactly8'],
    ['longer than that', 8, 0, 'longer …'],
    ['longer than that', 8, 7, 'than th…'],
    ['longer than that', 12, 12, 'that'],
    ['面積を計算する', 6, 0, '面積 …'],
    ['面積を計算する', 7, 0, '面積を…'],
    ['面積', 4, 1, ' 積'],
    ['🎉🎉🎉', 4, 0, '🎉 …'],
    ['面a', 1, 1, '…'],
    ['e\u0301e\u0301e\u0301', 2, 0, 'e\u0301…'],
    ['👩‍👩‍👧x', 3, 0, '👩‍👩‍👧x'],
  ])('%j in %i columns from %i on', (from, width, shift, expected) => {
    expect(text(fitted(one(from), width, { shift }))).toBe(expected);
  });

  test('fills up', () => {
    expect(text(fitted(one('ab'), 4, { isFilled: true }))).toBe('ab  ');
    expect(text(fitted(one('ab'), 4, { shift: 9, isFilled: true }))).toBe('    ');
    expect(fitted(one('ab'), 0)).toEqual([]);
  });

  test('is never wider than asked, and as wide where it is filled', () => {
    const piece = fc.constantFrom('a', 'bc', '面', '🎉', 'e\u0301', ' ', 'x'.repeat(40));
    const spans = fc.array(fc.array(piece).map((each) => each.join('')));
    fc.assert(
      fc.property(spans, fc.integer({ min: 1, max: 30 }), fc.nat(30), (texts, width, shift) => {
        const made = fitted(texts.flatMap(one), width, { shift, isFilled: true });
        expect(widthOf(text(made))).toBe(width);
      }),
    );
  });
});

test('marks go across spans', () => {
  const spans: Span[] = [
    { text: 'if ', tone: 'keyword' },
    { text: '(a)', tone: 'plain' },
  ];
  expect(marked(spans, [{ start: 1, end: 4 }])).toEqual([
    { text: 'i', tone: 'keyword' },
    { text: 'f ', tone: 'keyword', isMarked: true },
    { text: '(', tone: 'plain', isMarked: true },
    { text: 'a)', tone: 'plain' },
  ]);
  expect(text(marked(marked(spans, [{ start: 0, end: 2 }]), [{ start: 1, end: 3 }]))).toBe(
    'if (a)',
  );
});
