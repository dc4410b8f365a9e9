import { describe, expect, test } from 'vitest';
import { KvCache } from '../../src/decode/cache.js';

const shape = { layers: 2, kvHeads: 1, headDim: 2 };

/** Adds rows as a forward does: `values` to the keys of layer 0, and others to what comes after. */
function add(cache: KvCache, ...values: number[]): void {
  const nRows = values.length / 2;
  for (const [i, rows] of cache.window(nRows).added.entries()) {
    rows.set(values.map((value) => value + 100 * i));
  }
  cache.add(nRows);
}

/** The keys of layer 0, or another of the buffers. */
const held = (cache: KvCache, buffer = 0) => [...cache.first(cache.length)[buffer]!];

describe('KvCache', () => {
  test('starts with no position', () => {
    const cache = new KvCache(shape);
    expect(cache.length).toBe(0);
    expect(held(cache)).toEqual([]);
  });

  test('takes rows behind those that are there, in every buffer', () => {
    const cache = new KvCache(shape);
    add(cache, 1, 2);
    add(cache, 5, 6, 7, 8);
    expect(held(cache)).toEqual([1, 2, 5, 6, 7, 8]);
    expect(held(cache, 3)).toEqual([301, 302, 305, 306, 307, 308]);
  });

  test('gives a forward whole lanes of finite numbers, the new rows among them', () => {
    const cache = new KvCache(shape);
    add(cache, ...Array.from({ length: 30 }, (_, n) => n));
    cache.truncate(14);
    const { all, nAll, added } = cache.window(3);
    expect(nAll).toBe(32);
    expect(all.map((rows) => rows.length)).toEqual(Array(4).fill(64));
    expect(all[0]!.every(Number.isFinite)).toBe(true);
    added[0]!.fill(7);
    expect([...all[0]!.subarray(26, 36)]).toEqual([26, 27, 7, 7, 7, 7, 7, 7, 0, 0]);
    expect(cache.window(2).nAll).toBe(16);
  });

  test('holds nothing of rows that were given out and not added', () => {
    const cache = new KvCache(shape);
    add(cache, 1, 2);
    cache.window(1).added[0]!.set([3, 4]);
    expect(held(cache)).toEqual([1, 2]);
  });

  test('overwrites what was truncated', () => {
    const cache = new KvCache(shape);
    add(cache, 1, 2, 3, 4);
    cache.truncate(1);
    add(cache, 5, 6);
    expect(held(cache)).toEqual([1, 2, 5, 6]);
  });

  test('keeps its rows when it grows', () => {
    const cache = new KvCache(shape);
    add(cache, 1, 2);
    add(cache, ...new Array(6000).fill(0));
    expect(cache.length).toBe(3001);
    expect(held(cache).slice(0, 2)).toEqual([1, 2]);
  });

  test('keeps its rows when room is made, and does not shrink', () => {
    const cache = new KvCache(shape);
    add(cache, 1, 2);
    cache.reserve(5000);
    const { buffer } = cache.first(1)[0]!;
    expect(buffer.byteLength).toBeGreaterThanOrEqual(5000 * 2 * 4);
    cache.reserve(10);
    add(cache, 5, 6);
    expect(cache.first(1)[0]!.buffer).toBe(buffer);
    expect(held(cache)).toEqual([1, 2, 5, 6]);
  });

  test('holds again what it gave', () => {
    const cache = new KvCache(shape);
    add(cache, 1, 2, 3, 4);
    const numbers = Float32Array.from(cache.first(1).flatMap((part) => [...part]));
    const other = new KvCache(shape);
    add(other, 9, 9);
    expect(other.restore(2, numbers)).toBe(false);
    expect(held(other)).toEqual([9, 9]);
    expect(other.restore(1, numbers)).toBe(true);
    expect([held(other), held(other, 3)]).toEqual([
      [1, 2],
      [301, 302],
    ]);
    expect(() => other.first(2)).toThrow('there are 1 rows');
  });

  test('refuses rows that it never gave room for, and a truncation beyond its length', () => {
    const cache = new KvCache(shape);
    expect(() => cache.add(1)).toThrow('never given out');
    expect(() => new KvCache(shape).truncate(1)).toThrow('cannot truncate');
  });
});
