// How sure an edit is: the probability that it is what was asked for, out of the model's own.

/**
 * Weights of a logistic regression, fitted on edits whose right outcome is known; they belong to one
 * model, and lie in its manifest.
 */
export interface Calibration {
  readonly bias: number;
  /** Of the logit of the model's probability for the edit. */
  readonly logit: number;
  /** Of the distance to the next likely edit, as a difference of logarithms, `MOST_MARGIN` at most. */
  readonly margin: number;
  /** Added where the edit leaves the text as it is: models are too sure of that. */
  readonly unchanged: number;
  /** The confidence from which on nine of ten edits were right. */
  readonly threshold: number;
}

/** The margin counted where it is larger, or where no other edit was found. */
export const MOST_MARGIN = 4;

/** Probabilities nearer to 0 or 1 are counted as this far away. */
const NEAREST = 1e-4;

/** What a calibration weighs; `unchanged` is 0 or 1. */
export type Features = Pick<Calibration, (typeof FEATURES)[number]>;
export const FEATURES = ['logit', 'margin', 'unchanged'] as const;

/**
 * Gives the features of an edit; the first arguments are the natural logarithms of the model's
 * probabilities for it and for the likeliest other one.
 */
export function featuresOf(
  logP: number,
  nextLogP = Number.NEGATIVE_INFINITY,
  isUnchanged = false,
): Features {
  const p = Math.min(1 - NEAREST, Math.max(NEAREST, Math.exp(logP)));
  const margin = Math.max(-MOST_MARGIN, Math.min(MOST_MARGIN, logP - nextLogP));
  return { logit: Math.log(p / (1 - p)), margin, unchanged: Number(isUnchanged) };
}

/** Gives the probability, in (0, 1), that the edit is right. */
export function confidenceOf(weights: Calibration, features: Features): number {
  const score = FEATURES.reduce((sum, key) => sum + weights[key] * features[key], weights.bias);
  return 1 / (1 + Math.exp(-score));
}
