// Measures a model folder in onnxruntime-node: is a token's result the same alone and in a batch,
// and what do loading, a step and a prefill cost?
//
//     node training/export/check.js <model folder> [--threads 1,2] [--tokens 2500] [--text file]...

import { readFileSync } from 'node:fs';
import { performance } from 'node:perf_hooks';
import { parseArgs } from 'node:util';
import { Tokenizer } from '@huggingface/tokenizers';
import * as ort from 'onnxruntime-node';

const MAX_CHUNK = 200;

const { values: options, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    threads: { type: 'string', default: '1,2' },
    tokens: { type: 'string', default: '2500' },
    text: { type: 'string', multiple: true, default: [new URL(import.meta.url).pathname] },
    seed: { type: 'string', default: '1' },
  },
});
const folder = positionals[0];
const manifest = readJson('manifest.json');
const ids = readTokens(Math.min(Number(options.tokens), manifest.context));
const random = generator(Number(options.seed));

/** Runs the tokens one by one, then a chunk of each size at a random place, and compares bit by bit. */
async function checkEquality(model) {
  const start = performance.now();
  const expected = [];
  for (const id of ids) expected.push(...(await model.forward([id])));
  const cache = model.cache.map((buffer) => buffer.slice());
  const different = [];
  for (let size = 1; size <= Math.min(MAX_CHUNK, ids.length); size++) {
    const at = Math.floor(random() * (ids.length - size + 1));
    model.length = at;
    const rows = await model.forward(ids.slice(at, at + size));
    const isEqual = rows.every((row, i) => row === expected[at + i]) && isSame(model, cache, at);
    if (isEqual) continue;
    different.push(`${size} on ${at}`);
    model.cache = cache.map((buffer) => buffer.slice());
  }
  const verdict = different.length === 0 ? 'equal' : `DIFFERENT: ${different.join(', ')}`;
  if (different.length > 0) process.exitCode = 1;
  console.log(`  ${ids.length} tokens one by one and in ${MAX_CHUNK} sizes: ${verdict}`);
  console.log(`  (${((performance.now() - start) / 1000).toFixed(0)} s)`);
}

/** Prints the shortest time of a forward over a few sizes on a few lengths of the past. */
async function time(model) {
  for (const past of [0, 512, 1500]) {
    const line = [];
    for (const size of [1, 8, 32, 64, 128, 256, 512]) {
      if (past + size > ids.length) continue;
      const times = [];
      for (let repeat = 0; repeat < (size < 64 ? 15 : 5); repeat++) {
        model.length = past;
        const start = performance.now();
        await model.forward(ids.slice(past, past + size), size === 512 ? [511] : undefined, [
          'best',
        ]);
        times.push(performance.now() - start);
      }
      line.push(`${size}: ${Math.min(...times).toFixed(1)}`);
    }
    console.log(`  ms a forward on ${past} cached: ${line.join(', ')}`);
  }
  console.log(`  ${megabytes()} MB resident`);
}

/** The session and a cache of `ids.length` tokens. */
class Model {
  static async load(threads) {
    const start = performance.now();
    const session = await ort.InferenceSession.create(`${folder}/${manifest.graph}`, {
      intraOpNumThreads: threads,
      logSeverityLevel: 3,
      // Without it, sums of u8 by s8 saturate on x64 processors that lack VNNI.
      extra: { session: { x64quantprecision: '1' } },
    });
    return new Model(session, Math.round(performance.now() - start));
  }

  constructor(session, loadMs) {
    this.session = session;
    this.loadMs = loadMs;
    this.width = manifest.kvHeads * manifest.headDim;
    this.names = Array.from({ length: manifest.layers }, (_, i) => [`k.${i}`, `v.${i}`]).flat();
    this.reset();
  }

  reset() {
    this.length = 0;
    this.cache = this.names.map(() => new Float32Array(ids.length * this.width));
  }

  /** Appends tokens; gives a fingerprint of the logits of each row. */
  async forward(tokens, rows = tokens.map((_, i) => i), want = ['logits', 'best']) {
    const [past, n] = [this.length, tokens.length];
    const feeds = {
      input_ids: int64(tokens, [1, n]),
      position_ids: int64(
        tokens.map((_, i) => past + i),
        [1, n],
      ),
      logit_positions: int64(rows, [rows.length]),
    };
    for (const [i, name] of this.names.entries()) {
      const data = this.cache[i].subarray(0, past * this.width);
      feeds[`past_${name}`] = new ort.Tensor('float32', data, [
        past,
        manifest.kvHeads,
        manifest.headDim,
      ]);
    }
    const outputs = await this.session.run(feeds, [
      ...want,
      ...this.names.map((name) => `new_${name}`),
    ]);
    for (const [i, name] of this.names.entries()) {
      this.cache[i].set(outputs[`new_${name}`].data, past * this.width);
    }
    this.length += n;
    const best = outputs.best.data;
    return rows.map(
      (_, i) => `${best[i]} ${outputs.logits ? fingerprint(outputs.logits.data, i) : ''}`,
    );
  }
}

/** FNV-1a over the bits of a row of logits. */
function fingerprint(logits, row) {
  const n = manifest.vocabulary;
  const bits = new Uint32Array(logits.buffer, logits.byteOffset + row * n * 4, n);
  let hash = 0x811c9dc5;
  for (const word of bits) hash = Math.imul(hash ^ word, 0x01000193);
  return hash;
}

/** Whether the cache holds the same numbers from token `first` on to its length. */
function isSame(model, expected, first) {
  const [from, to] = [first * model.width, model.length * model.width];
  return model.cache.every((buffer, i) =>
    buffer.subarray(from, to).every((value, j) => value === expected[i][from + j]),
  );
}

function int64(values, dims) {
  return new ort.Tensor('int64', BigInt64Array.from(values, BigInt), dims);
}

function readJson(name) {
  return JSON.parse(readFileSync(`${folder}/${name}`, 'utf8'));
}

function readTokens(n) {
  const tokenizer = new Tokenizer(readJson('tokenizer.json'), readJson('tokenizer_config.json'));
  const text = options.text.map((path) => readFileSync(path, 'utf8')).join('\n');
  const found = tokenizer.encode(text, { add_special_tokens: false }).ids;
  if (found.length < n) console.log(`the text has only ${found.length} tokens: --text gives more`);
  return found.slice(0, n);
}

function generator(seed) {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state / 2 ** 32;
  };
}

function megabytes() {
  return Math.round(process.memoryUsage().rss / 1e6);
}

for (const threads of options.threads.split(',').map(Number)) {
  const model = await Model.load(threads);
  console.log(`threads ${threads}: load ${model.loadMs} ms, ${megabytes()} MB resident`);
  await checkEquality(model);
  await time(model);
  await model.session.release();
}
