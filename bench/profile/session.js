// Runs forwards of a model's graph, with and without the runtime's profiler.

import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import ort from 'onnxruntime-node';
import { spreadOf } from '../../dist/decode/measure/spread.js';
import { kernelsOf } from './kernels.js';

const WARM_UP = 3;
/** Each case is repeated for about this long; in pauses the limits of the machine are measured. */
const TIMED_MS = 6000;
const PROFILED_MS = 3000;
const PAUSE_AFTER_MS = 500;

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
   * kernels took under the profiler. In ms, for one row. `pause` is called again and again between
   * the rows without the profiler.
   */
  async profile(forwards, pause) {
    const plain = await this.#open({});
    const times = await this.#repeat(plain, forwards, TIMED_MS, pause);
    await plain.release();
    const folder = mkdtempSync(join(tmpdir(), 'cad-profile-'));
    try {
      const profileFilePrefix = join(folder, 'profile');
      const session = await this.#open({ enableProfiling: true, profileFilePrefix });
      const profiled = await this.#repeat(session, forwards, PROFILED_MS);
      session.endProfiling();
      await session.release();
      const events = JSON.parse(readFileSync(join(folder, readdirSync(folder)[0]), 'utf8'));
      const ms = spreadOf(times);
      const found = kernelsOf(events, {
        ...{ nRows: profiled.length, nForwards: forwards.length },
        ...{ totalMs: ms.median, overheadMs: this.#overheadMs },
      });
      this.#overheadMs = found.overheadMs;
      return { forwards, ms, profiledMs: spreadOf(profiled).median, ...found };
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

  /** Times of whole rows, after some that do not count. */
  async #repeat(session, forwards, forMs, pause) {
    const all = forwards.map(([nRead, nTokens]) => this.#feeds(nRead, nTokens));
    const names = Array.from({ length: this.#manifest.layers }, (_, l) => [
      `new_k.${l}`,
      `new_v.${l}`,
    ]);
    const row = async () => {
      const startMs = performance.now();
      // As the decoder does it: only the last forward has a row that is wanted.
      for (const [n, feeds] of all.entries())
        await session.run(feeds, [...(n === all.length - 1 ? ['best'] : []), ...names.flat()]);
      return performance.now() - startMs;
    };
    for (let i = 0; i < WARM_UP; i++) await row();
    const times = [];
    let untilPauseMs = 0;
    for (let totalMs = 0; totalMs < forMs; totalMs += times.at(-1)) {
      if (pause && untilPauseMs <= 0) {
        await pause();
        await row();
        untilPauseMs = PAUSE_AFTER_MS;
      }
      times.push(await row());
      untilPauseMs -= times.at(-1);
    }
    return times;
  }

  #feeds(nRead, nTokens) {
    const { layers, kvHeads, headDim, vocabulary } = this.#manifest;
    const offsets = Array.from({ length: nTokens }, (_, i) => i);
    const integers = (values, dims) =>
      new ort.Tensor('int64', BigInt64Array.from(values, BigInt), dims);
    const past = () => {
      const rows = Float32Array.from({ length: nRead * kvHeads * headDim }, (_, i) => Math.sin(i));
      return new ort.Tensor('float32', rows, [nRead, kvHeads, headDim]);
    };
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
    for (let l = 0; l < layers; l++) {
      feeds[`past_k.${l}`] = past();
      feeds[`past_v.${l}`] = past();
    }
    return feeds;
  }
}
