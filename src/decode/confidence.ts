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
  /** Of the logit of the model's own verdict. */
  readonly verdict: number;
  /** The confidence from which on nine of ten edits were right. */
  readonly threshold: number;
}

/** The margin counted where it is larger, or where no other edit was found. */
export const MOST_MARGIN = 4;

/** Verdicts farther from 0 are counted as this far away. */
const MOST_VERDICT = 6;

/** Probabilities nearer to 0 or 1 are counted as this far away. */
const NEAREST = 1e-4;

/** What a calibration weighs; `unchanged` is 0 or 1, `verdict` -`MOST_VERDICT` to `MOST_VERDICT`. */
export type Features = Pick<Calibration, (typeof FEATURES)[number]>;
export const FEATURES = ['logit', 'margin', 'unchanged', 'verdict'] as const;

export interface Weighed {
  /** Natural logarithm of the model's probability for the edit. */
  readonly logP: number;
  /**
   * The same for the likeliest other one.
   * @default there is none
   */
  readonly nextLogP?: number;
  /** The logit of the model's own verdict. */
  readonly verdict: number;
  /**
   * Whether it leaves the text as it is.
   * @default false
   */
  readonly isUnchanged?: boolean;
}

/** Gives the features of an edit. */
export function featuresOf({
  logP,
  nextLogP = Number.NEGATIVE_INFINITY,
  verdict,
  isUnchanged = false,
}: Weighed): Features {
  const p = Math.min(1 - NEAREST, Math.max(NEAREST, Math.exp(logP)));
  return {
    logit: Math.log(p / (1 - p)),
    margin: within(MOST_MARGIN, logP - nextLogP),
    unchanged: Number(isUnchanged),
    verdict: within(MOST_VERDICT, verdict),
  };
}

/** Gives the probability, in (0, 1), that the edit is right. */
export function confidenceOf(weights: Calibration, features: Features): number {
  const score = FEATURES.reduce((sum, key) => sum + weights[key] * features[key], weights.bias);
  return 1 / (1 + Math.exp(-score));
}

function within(limit: number, value: number): number {
  return Math.max(-limit, Math.min(limit, value));
}
