import { expect, test } from 'vitest';
import { confidenceOf, featuresOf } from '../../src/decode/confidence.js';

const plain = { bias: 0, logit: 1, margin: 0, unchanged: 0, threshold: 0.5 };

test('without weights of its own a calibration gives the probability as it is', () => {
  for (const p of [0.01, 0.5, 0.9])
    expect(confidenceOf(plain, featuresOf(Math.log(p)))).toBeCloseTo(p, 9);
});

test('no edit is certain, nor impossible', () => {
  expect(confidenceOf(plain, featuresOf(0))).toBeCloseTo(0.9999, 9);
  expect(confidenceOf(plain, featuresOf(-1000))).toBeCloseTo(0.0001, 9);
});

test('a rival that is nearly as likely lowers the confidence', () => {
  const cautious = { ...plain, margin: 0.5 };
  const [near, far, none] = [-0.8, -3, undefined].map((next) =>
    confidenceOf(cautious, featuresOf(-0.7, next)),
  );
  expect(near).toBeLessThan(far!);
  expect(far).toBeLessThan(none!);
});

test('an edit that leaves the text as it is counts for less where the model is too sure of those', () => {
  const wary = { ...plain, unchanged: -1 };
  const [changed, same] = [false, true].map((isUnchanged) =>
    confidenceOf(wary, featuresOf(-0.7, undefined, isUnchanged)),
  );
  expect(same).toBeLessThan(changed!);
});

test('margins have a limit in both directions', () => {
  expect(featuresOf(-1, -99).margin).toBe(4);
  expect(featuresOf(-99, -1).margin).toBe(-4);
});
