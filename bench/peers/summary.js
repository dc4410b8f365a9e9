// Medians of the measurements, by case and engine, and cad's ratios to the best peers.
import { CORPORA } from './cases.js';
import { Log } from './log.js';

/** Median, least and greatest of some numbers. */
export function spread(values) {
  const sorted = values.toSorted((a, b) => a - b);
  return { median: median(sorted), min: sorted[0], max: sorted.at(-1), n: sorted.length };
}

export function median(values) {
  const sorted = values.toSorted((a, b) => a - b);
  const middle = sorted.length / 2;
  return (sorted[Math.floor(middle)] + sorted[Math.ceil(middle) - 1]) / 2;
}

/**
 * Reads the results: `corpora` as [{ corpus, title, cases: [{ id, nLines, …, entries, ratios }] }],
 * `trials` of the qualification. An entry is one engine in one mode on one case.
 */
export function summarise(path) {
  const { rows } = new Log(path);
  const measured = rows.filter(({ kind }) => kind === 'case');
  const corpora = Object.entries(CORPORA).map(([corpus, title]) => {
    const own = groups(
      measured.filter((row) => row.corpus === corpus),
      (row) => row.id,
    );
    return { corpus, title, cases: own.map(summariseCase) };
  });
  const trials = groups(
    rows.filter(({ kind }) => kind === 'qualify'),
    (row) => `${row.engine}|${row.mode}`,
  );
  return {
    corpora: corpora.filter(({ cases }) => cases.length > 0),
    trials: trials.map(summariseTrial),
  };
}

function summariseTrial(rows) {
  const [{ engine, peer, mode }] = rows;
  const good = rows.filter(({ error, round }) => !error && round > 0);
  if (good.length === 0) return { engine, peer, mode, error: rows[0].error ?? 'not measured' };
  const nForwards = good[0].nForwards;
  return { engine, peer, mode, nForwards, ...times(good), nOutput: good[0].nOutput };
}

function summariseCase(rows) {
  const [{ id, nLines, nPromptAsked, nAnswer }] = rows;
  const entries = groups(rows, (row) => `${row.engine}|${row.mode}`).map(summariseEntry);
  return {
    id,
    nLines,
    nPrompt: nPromptAsked,
    nAnswer,
    entries,
    ratios: ratiosOf(entries, nAnswer),
  };
}

function summariseEntry(rows) {
  const [{ engine, peer, weights, mode, nDraft }] = rows;
  const good = rows.filter(({ error }) => !error);
  const named = { engine, peer, weights, mode, nDraft, title: titleOf(rows[0]) };
  if (good.length === 0) return { ...named, error: rows[0].error };
  const { nForwards, nOutput, isEqual, hash, isSampled, abstained } = good[0];
  return { ...named, ...times(good), nForwards, nOutput, isEqual, hash, isSampled, abstained };
}

function titleOf({ peer, weights, mode }) {
  const words = mode
    .replace('oracle', '(known answer)')
    .replace('free', '(free)')
    .replace(/^rewrite plain/, 'rewrite (free, no drafts)');
  return peer === 'cad' ? `cad ${words}` : `${peer} ${weights}, ${words}`;
}

function times(rows) {
  const of = (name) => spread(rows.map((row) => row[name]));
  return {
    prompt: of('promptMs'),
    ...(rows[0].outputMs !== undefined && { output: of('outputMs'), total: of('totalMs') }),
  };
}

/**
 * How many times cad's modes are as fast as the best peer, by mode, phase and what it is compared
 * with. A free rewrite has a length of its own: its output counts as if it had the answer's.
 */
function ratiosOf(entries, nAnswer) {
  const able = entries.filter(({ error }) => !error);
  const ratios = [];
  for (const own of able.filter(({ peer }) => peer === 'cad')) {
    const share = own.mode === 'rewrite free' ? nAnswer / Math.max(1, own.nOutput) : 1;
    const output = own.output.median * share;
    const phases = { output, total: own.total.median - own.output.median + output };
    for (const against of ['plain', 'lookup']) {
      const peers = able.filter((entry) => entry.peer !== 'cad' && entry.mode === against);
      for (const [phase, ms] of Object.entries(phases)) {
        const [best] = peers.toSorted((a, b) => a[phase].median - b[phase].median);
        const { title, [phase]: theirs } = best ?? {};
        if (best)
          ratios.push({ mode: own.mode, against, phase, best: title, times: theirs.median / ms });
      }
    }
  }
  return ratios;
}

/** Arrays of the rows that have the same key, in order of appearance. */
function groups(rows, keyOf) {
  const found = new Map();
  for (const row of rows) found.set(keyOf(row), [...(found.get(keyOf(row)) ?? []), row]);
  return [...found.values()];
}
