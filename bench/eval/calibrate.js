// Fits the probability that an edit is right to how sure the model was of it.
import { confidenceOf, FEATURES } from '../../dist/decode/confidence.js';

/** The threshold is where this share of the edits above it is right, with some room. */
const RIGHT = 0.92;

const KEYS = ['bias', ...FEATURES];

/** The weights that leave the model's probability as it is, in the order of `KEYS`. */
const START = KEYS.map((key) => Number(key === 'logit'));

/** Pulls the weights towards those. */
const RIDGE = 1;

/**
 * Fits a logistic regression by gradient descent to all candidates; gives the weights and the
 * threshold as a `Calibration`. Edits that break the syntax are left out, since their confidence is
 * 0, and rows with several right outcomes, since a wrong one may be right.
 */
export function fitCalibration(outcomes) {
  const rows = outcomes
    .filter(({ severalRight }) => !severalRight)
    .map(({ candidates }) => candidates.filter((edit) => edit.features && !edit.breaksSyntax));
  const edits = rows.flat().map(({ features, exact }) => ({
    values: KEYS.map((key) => features[key] ?? 1),
    right: Number(exact),
  }));
  if (edits.length === 0) throw new Error('The answers of this model are not weighed.');
  let fitted = START;
  for (let step = 0; step < 20_000; step++) fitted = descended(fitted, edits);
  const weights = Object.fromEntries(KEYS.map((key, i) => [key, rounded(fitted[i])]));
  return { ...weights, threshold: rounded(thresholdOf(weights, rows)) };
}

/** One step; weights and values are arrays, for `confidenceOf` and its names take six times as long. */
function descended(weights, edits) {
  const gradient = weights.map((weight, i) => RIDGE * (weight - START[i]));
  for (const { values, right } of edits) {
    let score = 0;
    for (let i = 0; i < values.length; i++) score += weights[i] * values[i];
    const error = 1 / (1 + Math.exp(-score)) - right;
    for (let i = 0; i < values.length; i++) gradient[i] += error * values[i];
  }
  const rate = 0.1 / edits.length;
  return weights.map((weight, i) => weight - rate * gradient[i]);
}

/** The lowest confidence from which on enough edits are right that are offered, the surest of a row. */
function thresholdOf(weights, rows) {
  const surest = (a, b) => b.confidence - a.confidence;
  const sorted = rows
    .map((edits) =>
      edits
        .map(({ features, exact }) => ({ confidence: confidenceOf(weights, features), exact }))
        .sort(surest),
    )
    .flatMap(([offered]) => offered ?? [])
    .sort(surest);
  let threshold = 1;
  let nRight = 0;
  for (const [i, { confidence, exact }] of sorted.entries()) {
    nRight += Number(exact);
    if (nRight / (i + 1) >= RIGHT) threshold = confidence;
  }
  return threshold;
}

function rounded(number) {
  return Number(number.toFixed(4));
}
