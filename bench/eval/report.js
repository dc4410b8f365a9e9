// Rates of an evaluation run, as data and as Markdown tables.
import { reliability } from './reliability.js';
import { HEADER, percent, row, table } from './table.js';

/**
 * What the usual rules of eslint, biome, ruff and the compilers report most, and so what a hook is
 * asked for most.
 */
const HOOK_KINDS = new Set([
  ...['unused-import', 'unused-variable', 'debug-statement', 'strict-equality', 'let-const'],
  ...['none-comparison', 'bare-except', 'missing-semicolon', 'quotes', 'bool-comparison'],
]);

/**
 * Counts the outcomes of one set, in all and by group, and how far confidence tells right from wrong.
 * Of our own sets, rows with several right outcomes are counted apart, and those where nothing is to
 * be done are in no group but their kind.
 */
export function summarise(outcomes, calibration) {
  const isOwn = outcomes.some(({ namesLine }) => namesLine !== undefined);
  const settled = outcomes.filter(({ severalRight }) => !severalRight);
  const groups = isOwn ? ownGroups(outcomes, settled) : { language: by(outcomes, 'language') };
  const confidence = calibration && reliability(settled, calibration);
  return { groups: { all: rates(settled), ...groups }, ...(confidence && { confidence }) };
}

function ownGroups(outcomes, settled) {
  const edits = settled.filter(({ namesPlace }) => namesPlace !== undefined);
  const asked = edits.filter(({ kind, isDiagnostic }) => isDiagnostic && HOOK_KINDS.has(kind));
  const several = outcomes.filter(({ severalRight }) => severalRight);
  return {
    place: by(edits, ({ namesPlace }) =>
      namesPlace ? 'line or code named' : 'kind of edit alone named',
    ),
    line: by(edits, ({ namesLine }) => (namesLine ? 'line number' : 'no line number')),
    ...(asked.length > 0 && { hook: { 'diagnostics that hooks ask for most': rates(asked) } }),
    wording: by(edits, ({ heldWording }) => (heldWording ? 'unseen wording' : 'seen wording')),
    length: by(edits, ({ nLines }) => lengthClass(nLines)),
    language: by(edits, 'language'),
    kind: by(settled, 'kind'),
    ...(several.length > 0 && { several: by(several, ({ kind }) => `${kind}, several right`) }),
  };
}

function by(outcomes, key) {
  const nameOf = typeof key === 'string' ? (outcome) => outcome[key] : key;
  const names = [...new Set(outcomes.map(nameOf))].sort();
  return Object.fromEntries(
    names.map((name) => [name, rates(outcomes.filter((outcome) => nameOf(outcome) === name))]),
  );
}

function rates(outcomes) {
  const share = (test) => outcomes.filter(test).length / outcomes.length;
  const tested = outcomes.filter((o) => typeof o.passed === 'boolean');
  const nExact = outcomes.filter((o) => o.exact).length;
  return {
    n: outcomes.length,
    exact: share((o) => o.exact),
    interval: wilson(nExact, outcomes.length),
    spaces: share((o) => o.spaces),
    amongCandidates: share((o) => o.amongCandidates),
    unchanged: share((o) => o.unchanged),
    abstained: share((o) => o.abstained),
    breaksSyntax: share((o) => o.breaksSyntax),
    ...(outcomes.some((o) => o.sameTree !== undefined) && { sameTree: share((o) => o.sameTree) }),
    ...(tested.length > 0 && { passed: tested.filter((o) => o.passed).length / tested.length }),
    ...(outcomes.some((o) => o.passed === 'not run') && {
      notRun: share((o) => o.passed === 'not run'),
    }),
    medianMs: median(outcomes.map((o) => o.ms)),
    forwards: sum(outcomes, 'nForwards') / outcomes.length,
    tokensPerForward: sum(outcomes, 'nOutput') / Math.max(1, sum(outcomes, 'nForwards')),
  };
}

/** The summary as Markdown; `title` names model, mode and set. */
export function markdown(title, { groups, confidence }) {
  const rows = Object.entries(groups).flatMap(([group, named]) =>
    Object.entries(group === 'all' ? { all: named } : named).map(([name, r]) => row(name, r)),
  );
  const lines = [`### ${title}`, '', ...table(HEADER, rows), ''];
  if (confidence) {
    const { threshold, coverage, exact, leftAlone } = confidence;
    lines.push(
      `At a confidence of ${percent(threshold)} or more: ${percent(coverage)} of the edits, ${percent(exact)} of them exact.`,
      '',
    );
    if (leftAlone !== undefined) {
      const idle = `Where nothing is to be done, ${percent(leftAlone)} are left alone, declined edits among them.`;
      lines.push(idle, '');
    }
  }
  return lines.join('\n');
}

/** Wilson's score interval at 95 %, as [low, high] shares. */
export function wilson(nHits, n) {
  const z = 1.96;
  const p = nHits / n;
  const centre = p + (z * z) / (2 * n);
  const spread = z * Math.sqrt((p * (1 - p)) / n + (z * z) / (4 * n * n));
  return [Math.max(0, centre - spread) / (1 + (z * z) / n), (centre + spread) / (1 + (z * z) / n)];
}

function lengthClass(nLines) {
  if (nLines <= 25) return 'lines: to 25';
  if (nLines <= 50) return 'lines: to 50';
  return nLines <= 120 ? 'lines: to 120' : 'lines: more than 120';
}

function median(values) {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)];
}

function sum(values, key) {
  return values.reduce((total, value) => total + value[key], 0);
}
