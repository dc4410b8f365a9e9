// What `npm run eval` makes of how sure a model was.
import { expect, test } from 'vitest';
import { type Calibration, confidenceOf, type Features } from '../../src/decode/confidence.js';

interface Edit {
  features?: Features;
  breaksSyntax?: boolean;
  exact: boolean;
  kind?: string;
}

interface Reliability {
  coverage: number;
  exact: number;
  leftAlone?: number;
  bins: { n: number; confidence?: number; exact?: number }[];
}

const load = (file: string) => import(new URL(`../../bench/eval/${file}`, import.meta.url).href);
const { fitCalibration }: { fitCalibration: (outcomes: { candidates: Edit[] }[]) => Calibration } =
  await load('calibrate.js');
const {
  reliability,
  diagram,
}: {
  reliability: (outcomes: Edit[], calibration: Calibration) => Reliability | undefined;
  diagram: (reliability: Reliability, title: string) => string;
} = await load('reliability.js');

/** Outcomes that are right as often as `truth` says, without chance: the nth in so many is right. */
function drawn(truth: Calibration): Edit[] {
  const grid = Array.from({ length: 60 }, (_, i) => (i - 20) / 8);
  return grid.flatMap((logit) =>
    [0, 2, 4].flatMap((margin) => {
      const features = { logit, margin, unchanged: Number(margin === 2) };
      const p = confidenceOf(truth, features);
      return Array.from({ length: 10 }, (_, n) => ({ features, exact: (n + 0.5) / 10 < p }));
    }),
  );
}

const truth = { bias: -0.5, logit: 0.8, margin: 0.3, unchanged: -1, threshold: 0 };

test('the calibration finds the weights that the outcomes follow', { timeout: 60_000 }, () => {
  const fitted = fitCalibration(drawn(truth).map((edit) => ({ candidates: [edit] })));
  expect(fitted.bias).toBeCloseTo(truth.bias, 0);
  expect(fitted.logit).toBeCloseTo(truth.logit, 0);
  expect(fitted.margin).toBeCloseTo(truth.margin, 0);
  expect(fitted.unchanged).toBeCloseTo(truth.unchanged, 0);
  const above = drawn(truth).filter(
    ({ features }) => confidenceOf(fitted, features!) >= fitted.threshold,
  );
  const share = above.filter(({ exact }) => exact).length / above.length;
  expect(share).toBeGreaterThan(0.9);
  expect(above.length).toBeGreaterThan(500);
});

test('answers that were not weighed can’t be calibrated', () => {
  expect(() => fitCalibration([{ candidates: [{ exact: true }] }])).toThrow('are not weighed');
});

const plain = { bias: 0, logit: 1, margin: 0, unchanged: 0, threshold: 0.5 };
const at = (p: number, exact: boolean) => ({
  features: { logit: Math.log(p / (1 - p)), margin: 0, unchanged: 0 },
  exact,
});

test('reliability counts what is offered, and each tenth of confidence', () => {
  const outcomes = [at(0.95, true), at(0.91, false), at(0.55, true), at(0.2, false)];
  const broken = { ...at(0.99, false), breaksSyntax: true };
  const found = reliability([...outcomes, broken, { exact: true }], plain)!;
  expect(found.coverage).toBeCloseTo(3 / 5);
  expect(found.exact).toBeCloseTo(2 / 3);
  expect(found.bins[9]).toEqual({ n: 2, confidence: expect.closeTo(0.93), exact: 0.5 });
  expect(found.bins[0]).toMatchObject({ n: 1, confidence: 0 });
  expect(found.bins[3]).toEqual({ n: 0 });
  expect(diagram(found, 'a model').match(/<circle/g)).toHaveLength(4);
  expect(reliability([{ exact: true }], plain)).toBeUndefined();
  expect(found).not.toHaveProperty('leftAlone');
});

test('where nothing is to be done, a declined edit leaves the file alone', () => {
  const idle = (p: number, exact: boolean) => ({ ...at(p, exact), kind: 'nothing' });
  const outcomes = [idle(0.9, true), idle(0.3, false), idle(0.8, false), at(0.9, false)];
  expect(reliability(outcomes, plain)!.leftAlone).toBeCloseTo(2 / 3);
});
