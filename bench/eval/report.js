// Rates of an evaluation run, as data and as Markdown tables in a model card.
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** Counts the outcomes of one set: over all, per kind, per language, per length, with and without a line number. */
export function summarise(outcomes) {
  const by = (key) =>
    Object.fromEntries(
      Object.entries(groupBy(outcomes, key))
        .sort(([a], [b]) => a.localeCompare(b))
        .map(([name, group]) => [name, rates(group)]),
    );
  const own = outcomes.some((o) => o.namesLine !== undefined);
  return {
    all: rates(outcomes),
    ...(own && { line: by((o) => (o.namesLine ? 'with a line number' : 'without a line number')) }),
    ...(own && { wording: by((o) => (o.heldWording ? 'unseen wording' : 'seen wording')) }),
    ...(own && { length: by((o) => lengthClass(o.nLines)) }),
    language: by((o) => o.language),
    ...(own && { kind: by((o) => o.kind) }),
  };
}

function rates(outcomes) {
  const share = (test) => outcomes.filter(test).length / outcomes.length;
  const tested = outcomes.filter((o) => typeof o.passed === 'boolean');
  return {
    n: outcomes.length,
    exact: share((o) => o.exact),
    interval: wilson(outcomes.filter((o) => o.exact).length, outcomes.length),
    spaces: share((o) => o.spaces),
    unchanged: share((o) => o.unchanged),
    abstained: share((o) => o.abstained),
    ...(tested.length > 0 && { passed: tested.filter((o) => o.passed).length / tested.length }),
    medianMs: median(outcomes.map((o) => o.ms)),
    tokensPerForward: sum(outcomes, 'nOutput') / Math.max(1, sum(outcomes, 'nForwards')),
  };
}

const MEASURED = '\n## Measured\n';

/** Writes the figures of all evaluation-*.json of a folder into its README.md, which ends with them. */
export function writeCard(folder) {
  const path = join(folder, 'README.md');
  const [card] = (existsSync(path) ? readFileSync(path, 'utf8') : '').split(MEASURED);
  const tables = readdirSync(folder)
    .filter((name) => /^evaluation-\w+\.json$/.test(name))
    .map((name) => JSON.parse(readFileSync(join(folder, name), 'utf8')))
    .flatMap(({ model, mode, sets }) =>
      Object.entries(sets).map(([set, summary]) => markdown(`${model}, ${mode}, ${set}`, summary)),
    );
  writeFileSync(path, `${card}${MEASURED}\n${INTRODUCTION}\n${tables.join('\n')}`);
}

const INTRODUCTION = `Written by \`npm run eval\`. \`edits\` are the project's own held-out edits, out of packages that the
model was not trained on (\`fixtures/edits\`); the other sets are never trained on.
`;

/** The summary as Markdown; `title` names model and set. */
export function markdown(title, summary) {
  const lines = [`### ${title}`, '', HEADER, HEADER.replace(/[^|]+/g, ' --- ')];
  for (const [group, rows] of Object.entries(summary)) {
    const named = group === 'all' ? { all: rows } : rows;
    for (const [name, r] of Object.entries(named)) lines.push(row(name, r));
  }
  return `${lines.join('\n')}\n`;
}

const HEADER =
  '| | n | exact (95 %) | up to white space | tests passed | unchanged | abstained | median ms | tokens a forward |';

function row(name, r) {
  const [low, high] = r.interval;
  const cells = [
    name,
    r.n,
    `${percent(r.exact)} (${percent(low)}–${percent(high)})`,
    percent(r.spaces),
    r.passed === undefined ? '' : percent(r.passed),
    percent(r.unchanged),
    percent(r.abstained),
    Math.round(r.medianMs),
    r.tokensPerForward.toFixed(1),
  ];
  return `| ${cells.join(' | ')} |`;
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
  if (nLines <= 25) return 'to 25 lines';
  return nLines <= 50 ? 'to 50 lines' : 'to 120 lines';
}

function groupBy(values, key) {
  const groups = {};
  for (const value of values) {
    groups[key(value)] ??= [];
    groups[key(value)].push(value);
  }
  return groups;
}

function median(values) {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)];
}

function sum(values, key) {
  return values.reduce((total, value) => total + value[key], 0);
}

function percent(share) {
  return `${(100 * share).toFixed(1)} %`;
}
