import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { argmax, isAllowed, Sampler } from '../../src/decode/sampler.js';

const all = new Uint32Array(4).fill(0xffffffff);
const maskOf = (...ids: number[]) => {
  const mask = new Uint32Array(4);
  for (const id of ids) mask[id >>> 5]! |= 1 << (id & 31);
  return mask;
};
const allowedBy = (mask: Uint32Array) => ({
  allows: (id: number) => isAllowed(mask, id),
  mask: () => mask,
});
const draw = (sampler: Sampler, logits: number[], mask: Uint32Array, n: number) =>
  Array.from({ length: n }, () => sampler.choose(Float32Array.from(logits), allowedBy(mask)));
const share = (ids: number[], id: number) =>
  ids.filter((drawn) => drawn === id).length / ids.length;

describe('argmax', () => {
  test('gives the greatest allowed logit, the first of them on ties', () => {
    expect(argmax(Float32Array.of(1, 3, 3, 2), all)).toBe(1);
    expect(argmax(Float32Array.of(1, 3, 3, 2), maskOf(0, 3))).toBe(3);
  });

  test('allows nothing beyond the mask', () => {
    const wide = new Float32Array(40).fill(5);
    wide[3] = 1;
    expect(argmax(wide, Uint32Array.of(1 << 3))).toBe(3);
  });

  test('chooses an allowed token whose logit is not a number or minus infinity', () => {
    expect(argmax(Float32Array.of(2, Number.NEGATIVE_INFINITY), maskOf(1))).toBe(1);
    expect(argmax(Float32Array.of(2, Number.NaN), maskOf(1))).toBe(1);
  });

  test('equals a search that tries every token', () => {
    const logits = fc.array(fc.integer({ min: -3, max: 3 }), { minLength: 1, maxLength: 128 });
    const bits = fc.array(fc.nat({ max: 0xffffffff }), { minLength: 4, maxLength: 4 });
    fc.assert(
      fc.property(logits, bits, (values, words) => {
        const mask = Uint32Array.from(words);
        const allowed = values.map((_, id) => id).filter((id) => isAllowed(mask, id));
        fc.pre(allowed.length > 0);
        const expected = allowed.reduce((best, id) => (values[id]! > values[best]! ? id : best));
        expect(argmax(Float32Array.from(values), mask)).toBe(expected);
      }),
    );
  });
});

describe('Sampler', () => {
  test('is greedy at temperature 0', () => {
    const sampler = new Sampler({ temperature: 0, topP: 1, seed: 1 });
    expect(draw(sampler, [1, 2, 9, 3], all, 3)).toEqual([2, 2, 2]);
  });

  test('at temperature 0 gives the greatest allowed logit, with a mask only where it is needed', () => {
    const sampler = new Sampler({ temperature: 0, topP: 1, seed: 1 });
    const logits = fc.array(fc.integer({ min: -3, max: 3 }), { minLength: 1, maxLength: 140 });
    const bits = fc.array(fc.nat({ max: 0xffffffff }), { minLength: 4, maxLength: 4 });
    fc.assert(
      fc.property(logits, bits, (values, words) => {
        const mask = Uint32Array.from(words);
        fc.pre(values.some((_, id) => isAllowed(mask, id)));
        const row = Float32Array.from(values);
        expect(sampler.choose(row, allowedBy(mask))).toBe(argmax(row, mask));
      }),
    );
    const free = { allows: () => true, mask: () => expect.unreachable() };
    expect(sampler.choose(Float32Array.of(1, 2), free)).toBe(1);
  });

  test('draws with the probabilities of the softmax', () => {
    const sampler = new Sampler({ temperature: 1, topP: 1, seed: 7 });
    const ids = draw(sampler, [0, Math.log(3)], maskOf(0, 1), 20_000);
    expect(share(ids, 1)).toBeCloseTo(0.75, 1);
  });

  test('draws masked tokens never', () => {
    const sampler = new Sampler({ temperature: 2, topP: 1, seed: 7 });
    const ids = draw(sampler, [9, 0, 0, 9], maskOf(1, 2), 1000);
    expect(new Set(ids)).toEqual(new Set([1, 2]));
  });

  test('keeps the smallest set of tokens that reaches topP', () => {
    const sampler = new Sampler({ temperature: 1, topP: 0.7, seed: 3 });
    const logits = [0.5, 0.3, 0.15, 0.05].map(Math.log);
    const ids = draw(sampler, logits, maskOf(0, 1, 2, 3), 20_000);
    expect(new Set(ids)).toEqual(new Set([0, 1]));
    expect(share(ids, 0)).toBeCloseTo(0.5 / 0.8, 1);
  });

  test('makes the same choices for the same seed, others for another', () => {
    const choices = (seed: number) =>
      draw(new Sampler({ temperature: 1, topP: 1, seed }), Array(100).fill(0), all, 50);
    expect(choices(5)).toEqual(choices(5));
    expect(choices(5)).not.toEqual(choices(6));
  });
});
