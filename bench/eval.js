// Measures a model on the evaluation sets; writes evaluation-<mode>.json and the figures of the model
// card (or of the folder that --out names).
//
//   npm run eval -- [--model models/<name>] [--mode program|rewrite] [--sets edits,humanevalpack_python]
//                   [--every n] [--out folder] [--title words] [--threads n]
//
// Each outcome is kept in bench/out/, under the model's hash, so that an interrupted run goes on.

import { createHash } from 'node:crypto';
import { appendFileSync, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { parseArgs } from 'node:util';
import { resolve } from '../dist/apply/resolve.js';
import { startDecoder } from '../dist/decode/engine/process.js';
import { nOutput } from '../dist/decode/stats.js';
import { Source } from '../dist/grammar/source.js';
import { markdown, summarise, writeCard } from './eval/report.js';
import { passes } from './eval/run-tests.js';
import { readSet, SETS } from './eval/sets.js';

const { values } = parseArgs({
  options: {
    model: { type: 'string', default: 'models/smollm2-135m-edit' },
    mode: { type: 'string', default: 'program' },
    sets: { type: 'string', default: SETS.slice(0, 3).join(',') },
    every: { type: 'string', default: '1' },
    threads: { type: 'string' },
    out: { type: 'string' },
    title: { type: 'string' },
  },
});
const out = values.out ?? values.model;
mkdirSync(out, { recursive: true });
const logPath = join(import.meta.dirname, 'out', `${hashOf(values.model)}.jsonl`);
mkdirSync(dirname(logPath), { recursive: true });
const done = new Map(readLog(logPath).map((outcome) => [outcome.key, outcome]));
const threads = values.threads === undefined ? undefined : Number(values.threads);
const decoder = startDecoder({ model: values.model, threads });
const report = { model: values.title ?? values.model, mode: values.mode, sets: {} };
for (const name of values.sets.split(',')) {
  const rows = readSet(name);
  if (rows === undefined) {
    console.error(`${name}: the set is absent; skipped`);
    continue;
  }
  const outcomes = [];
  for (const row of rows.filter((_, i) => i % Number(values.every) === 0)) {
    outcomes.push(await outcomeOf(`${name} ${values.mode} ${row.id}`, row));
    const exact = outcomes.filter((o) => o.exact).length;
    if (process.stderr.isTTY)
      process.stderr.write(`\r${name} ${outcomes.length}/${rows.length}, ${exact} exact `);
  }
  report.sets[name] = summarise(outcomes);
  console.log(markdown(`${report.model}, ${values.mode}, ${name}`, report.sets[name]));
}
await decoder.close();
writeFileSync(join(out, `evaluation-${values.mode}.json`), `${JSON.stringify(report, null, 1)}\n`);
writeCard(out);

/** Tells models apart: the manifest holds the hashes of all files. */
function hashOf(folder) {
  const manifest = readFileSync(join(folder, 'manifest.json'));
  return createHash('sha256').update(manifest).digest('hex').slice(0, 16);
}

async function outcomeOf(key, row) {
  const known = done.get(key);
  if (known) return known;
  const outcome = { key, ...(await decode(row)) };
  appendFileSync(logPath, `${JSON.stringify(outcome)}\n`);
  return outcome;
}

async function decode(row) {
  const source = Source.of(row.before);
  const start = performance.now();
  const request = {
    ...{ path: row.path, source: source.bytes, instruction: row.instruction },
    ...{ mode: values.mode, sampling: { temperature: 0, topP: 1, seed: 1 } },
  };
  const { program, abstained, stats } = await decoder.decode(request, () => {});
  const after = Buffer.from(resolve(program, source)).toString();
  const passed = row.test === undefined ? undefined : await passes(row.language, after, row.test);
  return {
    ...{
      kind: row.kind,
      language: row.language,
      namesLine: row.namesLine,
      heldWording: row.held_wording,
    },
    ...{
      nLines: source.nLines,
      exact: after === row.after,
      spaces: bare(after) === bare(row.after),
    },
    ...{ unchanged: after === row.before, abstained: abstained !== undefined, passed },
    ...{ ms: Math.round(performance.now() - start), nForwards: stats.nForwards },
    nOutput: nOutput(stats),
  };
}

function bare(text) {
  return text.replace(/\s+/g, '');
}

function readLog(path) {
  if (!existsSync(path)) return [];
  return readFileSync(path, 'utf8')
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line));
}
