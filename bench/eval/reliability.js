// How well confidence tells right edits from wrong ones: figures, and a diagram as SVG.
import { confidenceOf } from '../../dist/decode/confidence.js';

const BINS = 10;

/**
 * Gives the share of the outcomes at or above the calibration's threshold and how many of those are
 * right, and for each tenth of confidence its mean and the share that is right; of the rows where
 * nothing is to be done, the share that is left alone, declined edits among them.
 */
export function reliability(outcomes, calibration) {
  const judged = outcomes
    .filter(({ features }) => features)
    .map(({ kind, features, breaksSyntax, exact }) => ({
      confidence: breaksSyntax ? 0 : confidenceOf(calibration, features),
      ...{ kind, exact },
    }));
  if (judged.length === 0) return undefined;
  const { threshold } = calibration;
  const offered = judged.filter(({ confidence }) => confidence >= threshold);
  const bins = Array.from({ length: BINS }, (_, bin) => {
    const inside = judged.filter(
      (o) => Math.min(BINS - 1, Math.floor(BINS * o.confidence)) === bin,
    );
    return { n: inside.length, ...means(inside) };
  });
  const idle = judged.filter(({ kind }) => kind === 'nothing');
  const alone = idle.filter(({ exact, confidence }) => exact || confidence < threshold);
  return {
    ...{ threshold, coverage: offered.length / judged.length, exact: means(offered).exact, bins },
    ...(idle.length > 0 && { leftAlone: alone.length / idle.length }),
  };
}

function means(outcomes) {
  if (outcomes.length === 0) return {};
  const mean = (key) => outcomes.reduce((sum, o) => sum + Number(o[key]), 0) / outcomes.length;
  return { confidence: mean('confidence'), exact: mean('exact') };
}

const SIDE = 360;
const EDGE = 50;

/** Draws the bins: a point each, as large as it has edits, beside the line where both are equal. */
export function diagram({ threshold, bins }, title) {
  const [x, y] = [(share) => EDGE + SIDE * share, (share) => EDGE + SIDE * (1 - share)];
  const most = Math.max(...bins.map(({ n }) => n));
  const points = bins
    .filter(({ n }) => n > 0)
    .map(({ n, confidence, exact }) => {
      const radius = (3 + 11 * Math.sqrt(n / most)).toFixed(1);
      return `<circle cx="${x(confidence).toFixed(1)}" cy="${y(exact).toFixed(1)}" r="${radius}" fill="#1f6feb" fill-opacity="0.6"><title>${n} edits</title></circle>`;
    });
  const ticks = [0, 0.25, 0.5, 0.75, 1].flatMap((share) => [
    `<text x="${x(share)}" y="${y(0) + 18}" text-anchor="middle">${100 * share} %</text>`,
    `<text x="${x(0) - 8}" y="${y(share) + 4}" text-anchor="end">${100 * share} %</text>`,
  ]);
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${SIDE + 2 * EDGE} ${SIDE + 2 * EDGE}" font-family="sans-serif" font-size="12">`,
    `<title>${title}: confidence against the share of exact edits</title>`,
    `<rect width="100%" height="100%" fill="#ffffff"/>`,
    `<rect x="${EDGE}" y="${EDGE}" width="${SIDE}" height="${SIDE}" fill="none" stroke="#d0d7de"/>`,
    `<line x1="${x(0)}" y1="${y(0)}" x2="${x(1)}" y2="${y(1)}" stroke="#9aa4b2"/>`,
    `<line x1="${x(threshold).toFixed(1)}" y1="${y(0)}" x2="${x(threshold).toFixed(1)}" y2="${y(1)}" stroke="#d4912a" stroke-dasharray="4"/>`,
    ...points,
    ...ticks,
    `<text x="${x(0.5)}" y="${y(0) + 38}" text-anchor="middle">confidence; dashed: the default threshold</text>`,
    `<text x="${x(0)}" y="${EDGE - 14}">share of exact edits</text>`,
    '</svg>',
    '',
  ].join('\n');
}
