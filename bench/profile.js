// Shows where the time of a forward goes, next to the limits of the machine. Writes bench/PROFILE.md.
//
//   npm run bench:profile -- [--model models/<name>] [--threads n] [--out file]
//
// A forward here is the graph alone: the runtime's own session, without the cache of the decoder.

import { writeFileSync } from 'node:fs';
import { availableParallelism, cpus } from 'node:os';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import ort from 'onnxruntime-node';
import { weightBytesOf } from '../dist/cli/bench-figures.js';
import { version } from '../dist/cli/version.js';
import { defaultThreads } from '../dist/decode/engine/threads.js';
import { SPIN_MS } from '../dist/decode/measure/forwards.js';
import { MemoryReader } from '../dist/decode/measure/memory.js';
import { spreadOf } from '../dist/decode/measure/spread.js';
import { readManifest } from '../dist/decode/model/manifest.js';
import { openProducts } from './profile/products.js';
import { markdown } from './profile/report.js';
import { Profiler } from './profile/session.js';

const ROOT = join(import.meta.dirname, '..');
const { values } = parseArgs({
  options: {
    model: { type: 'string', default: join(ROOT, 'models', 'smollm2-135m-edit') },
    threads: { type: 'string', default: String(defaultThreads()) },
    out: { type: 'string', default: join(import.meta.dirname, 'PROFILE.md') },
  },
});
/** Each case is a row of forwards: tokens in the cache, tokens read. */
const CASES = [
  { title: 'One step after 512 tokens', forwards: [[512, 1]] },
  { title: '128 tokens after 512', forwards: [[512, 128]] },
  {
    title: '512 tokens on an empty cache, in chunks of 128',
    forwards: [0, 128, 256, 384].map((nRead) => [nRead, 128]),
  },
];

ort.env.logLevel = 'fatal';
const manifest = readManifest(values.model);
const threads = Number(values.threads);
const memory = await MemoryReader.open(weightBytesOf(manifest), threads);
const products = await openProducts(threads);
const measures = {
  bytesPerSecond: () => memory.read(),
  int8PerSecond: products.int8,
  floatPerSecond: products.float,
};
const profiler = new Profiler(values.model, manifest, threads);
const cases = [];
for (const { title, forwards } of CASES) {
  const limits = { bytesPerSecond: [], int8PerSecond: [], floatPerSecond: [] };
  const profiled = await profiler.profile(forwards, async () => {
    for (const [name, measure] of Object.entries(measures)) {
      // Each session has threads of its own, which spin for a while when their work is done.
      await setTimeout(SPIN_MS);
      limits[name].push(await measure());
    }
    await setTimeout(SPIN_MS);
  });
  for (const [name, rates] of Object.entries(limits)) limits[name] = spreadOf(rates);
  cases.push({ title, limits, ...profiled });
}
await memory.close();
const report = markdown({
  machine: {
    cpu: cpus()[0].model.trim(),
    nCores: availableParallelism(),
    node: process.versions.node,
    onnxruntime: ort.env.versions.node ?? ort.env.versions.common,
    cad: version(),
    model: `${manifest.name} ${manifest.version}`,
    // Large pages, for one, change the figures.
    tunables: process.env.GLIBC_TUNABLES,
  },
  threads,
  date: new Date().toISOString().slice(0, 10),
  weightBytes: weightBytesOf(manifest),
  cacheBytes: (nTokens) => 2 * 4 * manifest.layers * manifest.kvHeads * manifest.headDim * nTokens,
  cases,
});
writeFileSync(values.out, report);
console.log(report);
