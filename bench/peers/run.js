// Compares cad with other local engines on the same edits, with the same weights, side by side.
//
//   npm run bench:peers -- [--repeat 5] [--cases 3] [--corpora lines-100,canitedit] [--only cad,HF]
//                          [--quick] [--resume] [--minutes n] [--report]
//
// Installs the peers (install.js), finds each peer's fastest weights (qualify.js), then measures all
// of them, engine after engine within each repetition, and writes bench/REPORT.md and report.svg.
// `--only` takes the beginnings of engines' names. Measurements are kept as JSON lines in
// bench/out/peers/: `--resume` goes on with those that are missing, `--minutes` stops after a while,
// and `--report` writes the report of what is there. `--quick` is one repetition of one short case.

import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { CORPORA, HOME, readCases } from './cases.js';
import { engines, MODEL } from './engines.js';
import { install } from './install.js';
import { jobsOf } from './jobs.js';
import { Log } from './log.js';
import { machine } from './machine.js';
import { Pool } from './pool.js';
import { contenders, qualify } from './qualify.js';
import { writeReport } from './report.js';

const { values } = parseArgs({
  options: {
    repeat: { type: 'string', default: '5' },
    cases: { type: 'string', default: '3' },
    corpora: { type: 'string', default: Object.keys(CORPORA).join(',') },
    only: { type: 'string', default: '' },
    quick: { type: 'boolean', default: false },
    resume: { type: 'boolean', default: false },
    minutes: { type: 'string', default: 'Infinity' },
    report: { type: 'boolean', default: false },
  },
});
const paths = { results: join(HOME, 'results.jsonl'), about: join(HOME, 'about.json') };
if (!values.report) await measure();
writeReport({ ...paths, home: HOME });

async function measure() {
  const stopAt = performance.now() + 60_000 * Number(values.minutes);
  const { python, missing } = await install(HOME);
  const isResumed = values.resume && existsSync(paths.about);
  if (!isResumed) rmSync(paths.results, { force: true });
  const log = new Log(paths.results);
  const about = isResumed
    ? JSON.parse(readFileSync(paths.about, 'utf8'))
    : { ...machine(), drivers: {} };
  const cases = readCases({
    ...{ model: MODEL, sources: join(HOME, 'sources') },
    corpora: values.quick ? ['lines-100'] : values.corpora.split(','),
    count: values.quick ? 1 : Number(values.cases),
  });
  const only = values.only.split(',');
  const all = engines(HOME).filter(({ name }) => only.some((start) => name.startsWith(start)));
  const pool = new Pool({ python, folder: HOME, about: about.drivers });
  const save = () =>
    writeFileSync(paths.about, JSON.stringify({ ...about, missing, repeat }, null, 1));
  const repeat = values.quick ? 1 : Number(values.repeat);
  save();
  const isOver = () => performance.now() > stopAt;
  const isQualified = await qualify({ engines: all, pool, log, cases, isOver });
  const chosen = isQualified ? contenders(all, log) : [];
  pool.keep(chosen.map(({ engine }) => engine.name));
  for (let repetition = 1; repetition <= repeat && !isOver(); repetition++) {
    for (const job of jobsOf({ cases, chosen, repetition })) {
      if (isOver()) break;
      if (log.has(job.key)) continue;
      console.error(job.key);
      log.add({ ...job.facts, key: job.key, ...(await job.run(pool)) });
    }
  }
  pool.close();
  about.isComplete = !isOver();
  save();
}
