import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { isAllowed } from '../../src/decode/sampler.js';
import { TextMatcher } from '../../src/decode/text-matcher.js';
import { FORBIDDEN_CHARACTERS } from '../../src/grammar/utf8.js';

const END = 256;
const utf8 = (text: string) => new TextEncoder().encode(text);

/** All bytes, a special end token, and tokens that hold parts of characters. */
const vocabulary = [
  ...Array.from({ length: 256 }, (_, byte) => Uint8Array.of(byte)),
  undefined,
  utf8('a\r\n'),
  utf8('é'),
  utf8('x\u202e'),
  utf8('é').subarray(1),
  Uint8Array.of(0x61, 0xe2, 0x80),
];
const matcherAfter = (bytes: Iterable<number>) => {
  const matcher = new TextMatcher(vocabulary, END);
  for (const byte of bytes) matcher.accept(byte);
  return matcher;
};

describe('TextMatcher', () => {
  test('refuses CR, NUL, bidirectional controls and what holds them', () => {
    const matcher = matcherAfter([]);
    expect([0x0d, 0x00, 257, 259].map((token) => matcher.allows(token))).toEqual(
      Array(4).fill(false),
    );
    expect(matcherAfter([0xe2, 0x80]).allows(0xae)).toBe(false);
    expect(matcherAfter([0xd8]).allows(0x9c)).toBe(false);
  });

  test('lets a character go over several tokens, and ends between characters only', () => {
    const matcher = matcherAfter([0xc3]);
    expect(matcher.allows(END)).toBe(false);
    expect(matcher.allows(0x61)).toBe(false);
    matcher.accept(260);
    expect(matcher.allows(END)).toBe(true);
  });

  test('accepts what a strict decoder accepts, but for the forbidden characters', () => {
    const character = fc.oneof(
      fc.string({ unit: 'binary', maxLength: 3 }).map(utf8),
      fc.uint8Array({ maxLength: 4 }),
      fc.constantFrom('\u202d', '\u2067', '\u200f', '\u061c', '\ufeff', '\u2028').map(utf8),
    );
    fc.assert(
      fc.property(character, (bytes) => {
        const matcher = new TextMatcher(vocabulary, END);
        const isAccepted =
          bytes.every((byte) => {
            const isAllowedHere = matcher.allows(byte);
            if (isAllowedHere) matcher.accept(byte);
            return isAllowedHere;
          }) && matcher.allows(END);
        expect(isAccepted).toBe(isPlain(bytes));
      }),
      { numRuns: 1000 },
    );
  });

  test('allows in its mask exactly the tokens that it allows one by one', () => {
    for (const before of [[], [0xc3], [0xe2], [0xe2, 0x80], [0xf0], [0xf0, 0x9f], [0xed]]) {
      const matcher = matcherAfter(before);
      const mask = matcher.mask();
      for (let token = 0; token < vocabulary.length; token++) {
        expect(isAllowed(mask, token)).toBe(matcher.allows(token));
      }
    }
  });
});

function isPlain(bytes: Uint8Array): boolean {
  try {
    const text = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
    return !new RegExp(`[${FORBIDDEN_CHARACTERS}\\u{40000}-\\u{10ffff}]`, 'u').test(text);
  } catch {
    return false;
  }
}
