import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { USUAL_COSTS } from '../../src/decode/costs.js';
import { DraftLength } from '../../src/decode/draft-length.js';

/** Chooses a length after some drafts of ten tokens, of each of which `nAccepted` were. */
function lengthAfter(nDrafts: number, nAccepted: number, costs = USUAL_COSTS): number {
  const length = new DraftLength(costs);
  for (let n = 0; n < nDrafts; n++) length.learn(10, nAccepted);
  return length.choose(999);
}

describe('the length of drafts', () => {
  test('grows while the model agrees, and shrinks while it does not', () => {
    expect(lengthAfter(20, 10)).toBeGreaterThan(2 * lengthAfter(0, 0));
    expect(lengthAfter(20, 3)).toBeLessThan(lengthAfter(0, 0));
    expect(lengthAfter(20, 10)).toBeLessThanOrEqual(128);
  });

  test('is 0 where no draft pays', () => {
    const steep = { widths: [1, 128], ms: [1, 128] };
    expect(lengthAfter(3, 0, steep)).toBe(0);
    expect(lengthAfter(60, 0)).toBe(0);
  });

  test('is greater where tokens of a forward are cheaper', () => {
    const flat = { widths: [1, 128], ms: [10, 12] };
    expect(lengthAfter(3, 8, flat)).toBeGreaterThan(lengthAfter(3, 8));
  });

  test('keeps to its limit, and brings the most tokens a millisecond', () => {
    const draft = fc.tuple(fc.nat(64), fc.nat(64));
    fc.assert(
      fc.property(fc.array(draft, { maxLength: 12 }), fc.nat(200), (drafts, most) => {
        const length = new DraftLength(USUAL_COSTS);
        for (const [n, m] of drafts) length.learn(Math.max(n, m), Math.min(n, m));
        const free = length.choose(999);
        expect(length.choose(most)).toBeLessThanOrEqual(most);
        if (most >= free) expect(length.choose(most)).toBe(free);
      }),
    );
  });
});
