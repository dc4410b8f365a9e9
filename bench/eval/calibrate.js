// Fits the probability that an edit is right to how sure the model was of it.
import { confidenceOf, FEATURES } from '../../dist/decode/confidence.js';

/** The threshold is where this share of the edits above it is right, with some room. */
const RIGHT = 0.92;

/** Pulls the weights towards those that leave the model's probability as it is. */
const RIDGE = 1;
const START = { bias: 0, logit: 1, margin: 0, unchanged: 0, verdict: 0 };

/**
 * Fits a logistic regression by gradient descent to all candidates; gives the weights and the
 * threshold as a `Calibration`. Edits that break the syntax are left out, since their confidence is
 * 0, and rows with several right outcomes, since a wrong one may be right.
 */
export function fitCalibration(outcomes) {
  const rows = outcomes
    .filter(({ severalRight }) => !severalRight)
    .map(({ candidates }) => candidates.filter((edit) => edit.features && !edit.breaksSyntax));
  const edits = rows.flat();
  if (edits.length === 0) throw new Error('The answers of this model are not weighed.');
  let weights = START;
  for (let step = 0; step < 20_000; step++) weights = descended(weights, edits);
  return rounded({ ...weights, threshold: thresholdOf(weights, rows) });
}

function descended(weights, edits) {
  const gradient = mapped(START, (key) => RIDGE * (weights[key] - START[key]));
  for (const { features, exact } of edits) {
    const error = confidenceOf(weights, features) - Number(exact);
    gradient.bias += error;
    for (const key of FEATURES) gradient[key] += error * features[key];
  }
  const rate = 0.1 / edits.length;
  return mapped(weights, (key) => weights[key] - rate * gradient[key]);
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

function rounded(numbers) {
  return mapped(numbers, (key) => Number(numbers[key].toFixed(4)));
}

function mapped(numbers, newValue) {
  return Object.fromEntries(Object.keys(numbers).map((key) => [key, newValue(key)]));
}
