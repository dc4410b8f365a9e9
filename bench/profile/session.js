// Runs forwards of a model's graph, with and without the runtime's profiler.

import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import ort from 'onnxruntime-node';
import { spreadOf } from '../../dist/decode/measure/spread.js';
import { kernelsOf } from './kernels.js';

const WARM_UP = 3;
/** Each case is repeated for about this long, in turns with the profiler and without it. */
const TIMED_MS = 6000;
const TURN_MS = 400;

export class Profiler {
  #folder;
  #manifest;
  #threads;
  /** What the profiler adds to a kernel: found with the first case, which should have short ones. */
  #overheadMs;

  constructor(folder, manifest, threads) {
    this.#folder = folder;
    this.#manifest = manifest;
    this.#threads = threads;
  }

  /**
   * Gives the time of a row of forwards, `[tokens in the cache, tokens read]` each, and what its
   * kernels took under the profiler. In ms, for one row. `pause` is called before each turn.
   */
  async profile(forwards, pause) {
    const folder = mkdtempSync(join(tmpdir(), 'cad-profile-'));
    const profileFilePrefix = join(folder, 'profile');
    try {
      const plain = await this.#open({});
      const session = await this.#open({ enableProfiling: true, profileFilePrefix });
      const all = forwards.map(([nRead, nTokens]) => this.#operands(nRead, nTokens));
      const ways = [plain, session].map((of) => ({ row: () => this.#row(of, all), times: [] }));
      for (const { row } of ways) for (let i = 0; i < WARM_UP; i++) await row();
      for (let totalMs = 0; totalMs < TIMED_MS; totalMs += 2 * TURN_MS) {
        for (const { row, times } of ways) {
          await pause();
          for (let ms = 0; ms < TURN_MS; ms += times.at(-1)) times.push(await row());
        }
      }
      session.endProfiling();
      await session.release();
      await plain.release();
      const events = JSON.parse(readFileSync(join(folder, readdirSync(folder)[0]), 'utf8'));
      const [ms, profiledMs] = ways.map(({ times }) => spreadOf(times));
      const found = kernelsOf(events, {
        ...{ nRows: ways[1].times.length, nForwards: forwards.length },
        ...{ totalMs: ms.median, overheadMs: this.#overheadMs },
      });
      this.#overheadMs = found.overheadMs;
      return { forwards, ms, profiledMs: profiledMs.median, ...found };
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  }

  #open(options) {
    return ort.InferenceSession.create(join(this.#folder, this.#manifest.graph), {
      executionProviders: ['cpu'],
      executionMode: 'sequential',
      intraOpNumThreads: this.#threads,
      interOpNumThreads: 1,
      logSeverityLevel: 4,
      ...options,
    });
  }

  /** Runs all forwards once and gives the time. */
  async #row(session, all) {
    const startMs = performance.now();
    // As the decoder does it: only the last forward has a row that is wanted.
    for (const [n, { feeds, fetches }] of all.entries())
      await session.run(feeds, n === all.length - 1 ? { best: null, ...fetches } : fetches);
    return performance.now() - startMs;
  }

  /** What goes in, and where the new keys and values go: among the rows that go in. */
  #operands(nRead, nTokens) {
    const { layers, kvHeads, headDim, vocabulary } = this.#manifest;
    const offsets = offsetsOf(nTokens);
    const integers = (values, dims) =>
      new ort.Tensor('int64', BigInt64Array.from(values, BigInt), dims);
    // The graph reads whole lanes of rows.
    const nAll = Math.ceil((nRead + nTokens) / 16) * 16;
    const width = kvHeads * headDim;
    const floats = (values, dims) => new ort.Tensor('float32', values, dims);
    const feeds = {
      input_ids: integers(
        offsets.map((i) => (i * 7919 + 17) % vocabulary),
        [1, nTokens],
      ),
      position_ids: integers(
        offsets.map((i) => nRead + i),
        [1, nTokens],
      ),
      logit_positions: integers([nTokens - 1], [1]),
    };
    const fetches = {};
    for (const at of ['k', 'v'].flatMap((kind) => offsetsOf(layers).map((l) => `${kind}.${l}`))) {
      const rows = Float32Array.from({ length: nAll * width }, (_, i) => Math.sin(i));
      const added = rows.subarray(nRead * width, (nRead + nTokens) * width);
      feeds[`all_${at}`] = floats(rows, [nAll, kvHeads, headDim]);
      fetches[`new_${at}`] = floats(added, [1, nTokens, width]);
    }
    return { feeds, fetches };
  }
}

function offsetsOf(n) {
  return [...Array(n).keys()];
}
