// Measures what a second instruction on a file of 100 lines saves: in one process, and from disk.
//
//   npm run bench:prompt -- [--repeat 5] [--model folder] [--threads n]
//
// Prints medians, and ranges in brackets, in ms: for the prompt, and for the whole request without
// the loading of the model. The cache folder is an empty one; the first request stores the prompt.
import { mkdtempSync, readdirSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { startDecoder } from '../dist/decode/engine/process.js';
import { Source } from '../dist/grammar/source.js';
import { hundredLines } from './fix/hundred-lines.js';
import { range } from './range.js';

// Neither narrows what is shown of the file.
const INSTRUCTIONS = ['use === everywhere', 'use strict equality throughout'];

const { values } = parseArgs({
  options: {
    repeat: { type: 'string', default: '5' },
    model: { type: 'string', default: 'models/smollm2-135m-edit' },
    threads: { type: 'string' },
  },
});
const threads = values.threads === undefined ? undefined : Number(values.threads);
const source = Source.of(hundredLines());
const folder = mkdtempSync(join(tmpdir(), 'cad-bench-'));
process.env.XDG_CACHE_HOME = folder;
const prompts = join(folder, 'copy-as-decode', 'prompts');
const found = {};
for (let i = 0; i < Number(values.repeat); i++) {
  rmSync(prompts, { recursive: true, force: true });
  await inProcess({ titles: ['the first instruction', 'the second, same process'] });
  await inProcess({ titles: ['the first, stored on disk'], promptCacheBytes: 1e9 });
  await inProcess({ titles: ['the same again, from disk'], promptCacheBytes: 1e9 });
}
for (const [title, rows] of Object.entries(found)) {
  const [{ nPrompt, nPromptReused }] = rows;
  const [prompt, request] = ['promptMs', 'requestMs'].map((key) => range(rows.map((r) => r[key])));
  console.log(
    `${title}: prompt ${prompt} ms, ${nPromptReused} of ${nPrompt} tokens reused; request ${request} ms`,
  );
}
const sizes = readdirSync(prompts).map((name) => statSync(join(prompts, name)).size);
console.log(`on disk: ${(sizes[0] / 1e6).toFixed(1)} MB`);
rmSync(folder, { recursive: true, force: true });

/** Starts the model's process, for one request for each title. */
async function inProcess({ titles, promptCacheBytes = 0 }) {
  const decoder = startDecoder({ model: values.model, threads, promptCacheBytes });
  for (const [n, title] of titles.entries()) await measure(decoder, title, INSTRUCTIONS[n]);
  await decoder.close();
}

async function measure(decoder, title, instruction) {
  const request = {
    ...{ path: 'orders.js', source: source.bytes, instruction },
    ...{ mode: 'program', sampling: { temperature: 0, topP: 1, seed: 1 }, maxTokens: 60 },
  };
  const startMs = performance.now();
  const { stats } = await decoder.decode(request, () => {});
  const requestMs = performance.now() - startMs - stats.loadMs;
  found[title] ??= [];
  found[title].push({ ...stats, requestMs });
}
