import { describe, expect, test } from 'vitest';
import { KvCache } from '../../src/decode/cache.js';

const shape = { layers: 2, kvHeads: 1, headDim: 2 };
const rows = (...values: number[]) => [
  Float32Array.from(values),
  Float32Array.from(values, (value) => -value),
];

describe('KvCache', () => {
  test('starts with no position', () => {
    const cache = new KvCache(shape);
    expect(cache.length).toBe(0);
    expect(cache.keys(1)).toHaveLength(0);
  });

  test('appends rows behind those that are there', () => {
    const cache = new KvCache(shape);
    cache.append(1, rows(1, 2), rows(3, 4));
    cache.append(2, rows(5, 6, 7, 8), rows(9, 10, 11, 12));
    expect([...cache.keys(0)]).toEqual([1, 2, 5, 6, 7, 8]);
    expect([...cache.values(1)]).toEqual([-3, -4, -9, -10, -11, -12]);
  });

  test('overwrites what was truncated', () => {
    const cache = new KvCache(shape);
    cache.append(2, rows(1, 2, 3, 4), rows(1, 2, 3, 4));
    cache.truncate(1);
    cache.append(1, rows(5, 6), rows(5, 6));
    expect([...cache.keys(0)]).toEqual([1, 2, 5, 6]);
  });

  test('keeps its rows when it grows', () => {
    const cache = new KvCache(shape);
    cache.append(1, rows(1, 2), rows(1, 2));
    const many = 3000;
    const filler = [new Float32Array(2 * many), new Float32Array(2 * many)];
    cache.append(many, filler, filler);
    expect(cache.length).toBe(1 + many);
    expect([...cache.keys(0).subarray(0, 2)]).toEqual([1, 2]);
  });

  test('keeps its rows when room is made, and does not shrink', () => {
    const cache = new KvCache(shape);
    cache.append(1, rows(1, 2), rows(3, 4));
    cache.reserve(5000);
    const buffer = cache.keys(0).buffer;
    expect(buffer.byteLength).toBeGreaterThanOrEqual(5000 * 2 * 4);
    cache.reserve(10);
    cache.append(1, rows(5, 6), rows(7, 8));
    expect(cache.keys(0).buffer).toBe(buffer);
    expect([...cache.keys(0), ...cache.values(0)]).toEqual([1, 2, 5, 6, 3, 4, 7, 8]);
  });

  test('holds again what it gave', () => {
    const cache = new KvCache(shape);
    cache.append(2, rows(1, 2, 3, 4), rows(5, 6, 7, 8));
    const numbers = Float32Array.from(cache.first(1).flatMap((part) => [...part]));
    const other = new KvCache(shape);
    other.append(1, rows(9, 9), rows(9, 9));
    expect(other.restore(2, numbers)).toBe(false);
    expect([...other.keys(0)]).toEqual([9, 9]);
    expect(other.restore(1, numbers)).toBe(true);
    expect([...other.keys(0), ...other.values(1)]).toEqual([1, 2, -5, -6]);
    expect(() => other.first(2)).toThrow('there are 1 rows');
  });

  test('refuses rows of another shape and a truncation beyond its length', () => {
    const cache = new KvCache(shape);
    expect(() => cache.append(2, rows(1, 2), rows(1, 2))).toThrow('do not fit');
    expect(() => cache.truncate(1)).toThrow('cannot truncate');
  });
});
