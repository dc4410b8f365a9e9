import fc from 'fast-check';
import { expect, test } from 'vitest';
import { weigh } from '../../src/decode/choice.js';

const all = { allows: () => true };
const logits = Float32Array.of(2, 5, 4, -30, 4.5);

test('gives the share of the token and of the likeliest others', () => {
  const total = [2, 5, 4, 4.5].reduce((sum, x) => sum + Math.exp(x), 0);
  const { at, logP, others } = weigh(7, logits, 1, all);
  expect(at).toBe(7);
  expect(logP).toBeCloseTo(5 - Math.log(total), 5);
  expect(others.map(({ token }) => token)).toEqual([4, 2, 0]);
  expect(others[0]!.logP).toBeCloseTo(4.5 - Math.log(total), 5);
});

test('others are allowed, and the token need not be the likeliest', () => {
  const { logP, others } = weigh(0, logits, 2, { allows: (token) => token !== 1 });
  expect(logP).toBeLessThan(-1);
  expect(others.map(({ token }) => token)).toEqual([4, 0]);
});

test('probabilities of all tokens add up to 1', () => {
  const row = fc.array(fc.float({ min: -40, max: 40, noNaN: true }), { minLength: 2 });
  fc.assert(
    fc.property(row, (values) => {
      const each = values.map((_, i) => Math.exp(weigh(0, Float32Array.from(values), i, all).logP));
      expect(each.reduce((a, b) => a + b)).toBeCloseTo(1, 4);
    }),
  );
});
