import { expect, test } from 'vitest';
import { confidenceOf, featuresOf } from '../../src/decode/confidence.js';

const plain = { bias: 0, logit: 1, margin: 0, unchanged: 0, verdict: 0, threshold: 0.5 };
const sure = { logP: 0, verdict: 0 };

test('without weights of its own a calibration gives the probability as it is', () => {
  for (const p of [0.01, 0.5, 0.9])
    expect(confidenceOf(plain, featuresOf({ ...sure, logP: Math.log(p) }))).toBeCloseTo(p, 9);
});

test('no edit is certain, nor impossible', () => {
  expect(confidenceOf(plain, featuresOf(sure))).toBeCloseTo(0.9999, 9);
  expect(confidenceOf(plain, featuresOf({ ...sure, logP: -1000 }))).toBeCloseTo(0.0001, 9);
});

test('a rival that is nearly as likely lowers the confidence', () => {
  const cautious = { ...plain, margin: 0.5 };
  const [near, far, none] = [{ nextLogP: -0.8 }, { nextLogP: -3 }, {}].map((next) =>
    confidenceOf(cautious, featuresOf({ logP: -0.7, verdict: 0, ...next })),
  );
  expect(near).toBeLessThan(far!);
  expect(far).toBeLessThan(none!);
});

test('an edit that leaves the text as it is counts for less where the model is too sure of those', () => {
  const wary = { ...plain, unchanged: -1 };
  const [changed, same] = [false, true].map((isUnchanged) =>
    confidenceOf(wary, featuresOf({ logP: -0.7, verdict: 0, isUnchanged })),
  );
  expect(same).toBeLessThan(changed!);
});

test('margins and verdicts have a limit', () => {
  expect(featuresOf({ ...sure, logP: -1, nextLogP: -99 }).margin).toBe(4);
  expect(featuresOf({ ...sure, logP: -99, nextLogP: -1 }).margin).toBe(-4);
  expect(featuresOf({ ...sure, verdict: 40 }).verdict).toBe(6);
});
