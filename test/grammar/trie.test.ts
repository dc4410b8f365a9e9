import fc from 'fast-check';
import { expect, test } from 'vitest';
import { VocabularyTrie } from '../../src/grammar/trie.js';

const encode = (text: string) => new TextEncoder().encode(text);

test('a mask holds the tokens of which every byte is taken', () => {
  const trie = new VocabularyTrie(
    ['b', 'ab', 'abc', undefined, 'a', '', 'ab'].map((t) => t && encode(t)) as Uint8Array[],
  );
  const taken = encode('ab');
  const mask = trie.mask(0, (at, byte) => (taken[at] === byte ? at + 1 : undefined));
  expect([...mask]).toEqual([(1 << 1) | (1 << 4) | (1 << 6)]);
});

test('a mask is what trying each token gives, for any vocabulary', () => {
  const token = fc.option(fc.uint8Array({ maxLength: 4, max: 3 }), { nil: undefined });
  const cases = fc.tuple(fc.array(token, { maxLength: 80 }), fc.nat(30));
  fc.assert(
    fc.property(cases, ([tokens, modulus]) => {
      // Refuses a byte by the sum so far, so that the walk has to carry its state along.
      const next = (sum: number, byte: number, offset: number) =>
        (3 * sum + byte + offset) % 5 === modulus % 5 ? undefined : 3 * sum + byte + offset;
      const mask = new VocabularyTrie(tokens).mask(1, next);
      expect(mask).toHaveLength(Math.ceil(tokens.length / 32));
      tokens.forEach((bytes, id) => {
        let sum: number | undefined = 1;
        bytes?.forEach((byte, offset) => {
          sum = sum === undefined ? undefined : next(sum, byte, offset);
        });
        const isTaken = sum !== undefined && (bytes?.length ?? 0) > 0;
        expect(((mask[id >>> 5]! >>> (id & 31)) & 1) === 1).toBe(isTaken);
      });
    }),
    { numRuns: 500 },
  );
});
