// Measures a model on the evaluation sets; writes evaluation-<mode>.json and the figures of the model
// card (or of the folder that --out names).
//
//   npm run eval -- [--model models/<name>] [--mode program|rewrite|tags_prefill|tags_reference]
//                   [--sets edits,humanevalpack_python] [--every n] [--candidates n]
//                   [--out folder] [--title words] [--threads n] [--jobs n]
//   npm run eval -- --calibrate [--model models/<name>]
//
// With --calibrate it fits what confidence is computed with, on edits that are not measured, and
// writes it into the model's manifest. Each outcome is kept in bench/out/, under the model's hash,
// so that an interrupted run goes on. --jobs decodes that many rows at a time, each on --threads,
// which is sooner done; a request then takes longer than where it is alone.

import { createHash } from 'node:crypto';
import { appendFileSync, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { startDecoder } from '../dist/decode/engine/process.js';
import { fitCalibration } from './eval/calibrate.js';
import { writeCard } from './eval/card.js';
import { outcomeOf } from './eval/outcome.js';
import { markdown, summarise } from './eval/report.js';
import { readSet, SETS } from './eval/sets.js';
import { tagsFolder } from './eval/tags-folder.js';

const { values } = parseArgs({
  options: {
    model: { type: 'string', default: 'models/smollm2-135m-edit' },
    mode: { type: 'string', default: 'program' },
    sets: { type: 'string', default: SETS.join(',') },
    every: { type: 'string', default: '1' },
    candidates: { type: 'string', default: '3' },
    threads: { type: 'string' },
    jobs: { type: 'string', default: '1' },
    out: { type: 'string' },
    title: { type: 'string' },
    calibrate: { type: 'boolean' },
  },
});
const { mode } = values;
const [form, copyContext] = mode.split('_');
const candidates = Number(values.candidates);
const manifestPath = join(values.model, 'manifest.json');
const manifest = JSON.parse(readFileSync(manifestPath, 'utf8'));
// It is fitted anew, and what it is fitted on must not depend on it.
if (values.calibrate) delete manifest.calibration;
const out = join(import.meta.dirname, 'out');
const logPath = join(out, `${hashOf(manifest)}.jsonl`);
mkdirSync(out, { recursive: true });
const done = new Map(readLog(logPath).map((outcome) => [outcome.key, outcome]));
const threads = values.threads === undefined ? undefined : Number(values.threads);
const model =
  form === 'tags'
    ? tagsFolder(join(out, hashOf(manifest) + mode), values.model, manifest, copyContext)
    : values.model;
const decoders = Array.from({ length: Number(values.jobs) }, () =>
  startDecoder({ model, threads }),
);
await (values.calibrate ? calibrate() : evaluate());
await Promise.all(decoders.map((decoder) => decoder.close()));

async function calibrate() {
  const calibration = fitCalibration(await outcomesOf('calibration'));
  writeFileSync(manifestPath, `${JSON.stringify({ ...manifest, calibration }, null, 1)}\n`);
  console.log(calibration);
}

async function evaluate() {
  const folder = values.out ?? values.model;
  mkdirSync(folder, { recursive: true });
  const report = { model: values.title ?? manifest.name, mode, candidates, sets: {} };
  for (const name of values.sets.split(',')) {
    const outcomes = await outcomesOf(name);
    if (outcomes === undefined) {
      console.error(`${name}: the set is absent; skipped`);
      continue;
    }
    report.sets[name] = summarise(outcomes, manifest.calibration);
    console.log(markdown(`${report.model}, ${mode}, ${name}`, report.sets[name]));
  }
  writeFileSync(join(folder, `evaluation-${mode}.json`), `${JSON.stringify(report, null, 1)}\n`);
  writeCard(folder);
}

async function outcomesOf(name) {
  const rows = readSet(name)?.filter((_, i) => i % Number(values.every) === 0);
  if (rows === undefined) return undefined;
  const outcomes = [];
  const left = rows.entries();
  const work = async (decoder) => {
    for (const [i, row] of left) {
      outcomes[i] = await knownOutcome(decoder, `${name} ${mode} ${candidates} ${row.id}`, row);
      showProgress(name, outcomes, rows.length);
    }
  };
  await Promise.all(decoders.map(work));
  return outcomes;
}

function showProgress(name, outcomes, nRows) {
  if (!process.stderr.isTTY) return;
  const nDone = outcomes.filter(Boolean).length;
  const nExact = outcomes.filter((outcome) => outcome?.exact).length;
  process.stderr.write(`\r${name} ${nDone}/${nRows}, ${nExact} exact `);
}

async function knownOutcome(decoder, key, row) {
  const known = done.get(key);
  if (known) return known;
  const outcome = {
    key,
    ...(await outcomeOf(decoder, row, {
      ...{ mode: form === 'tags' ? 'program' : mode, candidates },
      calibration: manifest.calibration,
    })),
  };
  appendFileSync(logPath, `${JSON.stringify(outcome)}\n`);
  return outcome;
}

/** Tells models apart: the manifest holds the hashes of all files, and what has a say in the choice. */
function hashOf(manifest) {
  return createHash('sha256').update(JSON.stringify(manifest)).digest('hex').slice(0, 16);
}

function readLog(path) {
  if (!existsSync(path)) return [];
  return readFileSync(path, 'utf8')
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line));
}
