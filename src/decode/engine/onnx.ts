// The language model on onnxruntime-node.
import type { InferenceSession, Tensor } from 'onnxruntime-node';
import { assert } from '../../errors.js';
import { KvCache } from '../cache.js';
import type { Manifest } from '../model/manifest.js';
import type { TokenId } from '../tokenizer.js';
import type { LanguageModel, Rows } from './language-model.js';
import { importRuntime, openSession, type Runtime, type SessionOptions } from './session.js';

/** Tokens in one run: attention makes wider ones slower, and results are the same bit for bit. */
const CHUNK = 128;

/** A model folder's graph with its own cache. Only asked-for rows and new keys and values leave it. */
export class OnnxModel implements LanguageModel {
  readonly nVocabulary: number;
  readonly nContext: number;
  readonly #runtime: Runtime;
  readonly #session: InferenceSession;
  readonly #shape: Manifest;
  readonly #cache: KvCache;
  readonly #tokens: TokenId[] = [];
  /** Names of the graph's inputs and outputs in the order of the cache's buffers. */
  readonly #all: readonly string[];
  readonly #new: readonly string[];

  private constructor(runtime: Runtime, session: InferenceSession, manifest: Manifest) {
    this.nVocabulary = manifest.vocabulary;
    this.nContext = manifest.context;
    this.#runtime = runtime;
    this.#session = session;
    this.#shape = manifest;
    this.#cache = new KvCache(manifest);
    const layers = [...Array(manifest.layers).keys()];
    const named = (name: string) => layers.map((layer) => `${name}.${layer}`);
    this.#all = [...named('all_k'), ...named('all_v')];
    this.#new = [...named('new_k'), ...named('new_v')];
  }

  /** Opens the graph of a model folder. Throws a ModelError where graph or device can't be used. */
  static async load(
    folder: string,
    manifest: Manifest,
    options: SessionOptions,
  ): Promise<OnnxModel> {
    const runtime = await importRuntime();
    return openSession(runtime, folder, manifest, options, async (session, isCpu) => {
      refuseOther(session, manifest);
      const model = new OnnxModel(runtime, session, manifest);
      if (!isCpu) await model.#probe();
      return model;
    });
  }

  get length(): number {
    return this.#cache.length;
  }

  get tokens(): readonly TokenId[] {
    return this.#tokens;
  }

  async forward<Want extends keyof Rows>(
    tokens: readonly TokenId[],
    rows: readonly number[],
    want: Want,
  ): Promise<Rows[Want]> {
    assert(this.length + tokens.length <= this.nContext, 'a forward exceeds the context');
    const logits: Float32Array[] = [];
    const best = new Int32Array(rows.length);
    for (let start = 0, nDone = 0; start < tokens.length; start += CHUNK) {
      const chunk = tokens.slice(start, start + CHUNK);
      const asked = rows
        .filter((row) => row >= start && row < start + chunk.length)
        .map((row) => row - start);
      const data = await this.#run(chunk, asked, want);
      for (let i = 0; i < asked.length; i++, nDone++) {
        if (want === 'best') best[nDone] = Number(data![i]);
        else logits.push((data as Float32Array).subarray(...span(i, this.nVocabulary)));
      }
    }
    return { logits, best }[want];
  }

  reserve(length: number): void {
    this.#cache.reserve(length);
  }

  truncate(length: number): void {
    this.#cache.truncate(length);
    this.#tokens.length = length;
  }

  /** Keys and values of the first `nTokens` tokens in the cache: views until it changes. */
  keysAndValues(nTokens: number): Float32Array[] {
    return this.#cache.first(nTokens);
  }

  /**
   * Holds `tokens` in the cache and no others; `numbers` are what `keysAndValues` gave for them, one
   * after another. Where their count is another, nothing changes, and it gives false.
   */
  restore(tokens: readonly TokenId[], numbers: Float32Array): boolean {
    if (!this.#cache.restore(tokens.length, numbers)) return false;
    this.#tokens.length = 0;
    this.#tokens.push(...tokens);
    return true;
  }

  async dispose(): Promise<void> {
    await this.#session.release();
  }

  /** Runs the graph once and appends to the cache; gives the data of the wanted output, if asked. */
  async #run(
    tokens: readonly TokenId[],
    rows: readonly number[],
    want: keyof Rows,
  ): Promise<Float32Array | BigInt64Array | undefined> {
    // The graph needs a row even when nobody reads it.
    const positions = rows.length > 0 ? rows : [tokens.length - 1];
    const past = this.length;
    const feeds: Record<string, Tensor> = {
      input_ids: this.#integers(tokens, [1, tokens.length]),
      position_ids: this.#integers(
        tokens.map((_, i) => past + i),
        [1, tokens.length],
      ),
      logit_positions: this.#integers(positions, [positions.length]),
    };
    const { kvHeads, headDim } = this.#shape;
    const window = this.#cache.window(tokens.length);
    const fetches: Record<string, Tensor | null> = rows.length > 0 ? { [want]: null } : {};
    for (const [i, rows] of window.all.entries()) {
      feeds[this.#all[i]!] = this.#floats(rows, [window.nAll, kvHeads, headDim]);
      // Written in place, among the rows that the graph reads.
      const added = this.#floats(window.added[i]!, [1, tokens.length, kvHeads * headDim]);
      fetches[this.#new[i]!] = added;
    }
    const found = await this.#session.run(feeds, fetches);
    this.#cache.add(tokens.length);
    this.#tokens.push(...tokens);
    return found[want]?.data as Float32Array | BigInt64Array | undefined;
  }

  #floats(values: Float32Array, dims: number[]): Tensor {
    return new this.#runtime.Tensor('float32', values, dims);
  }

  #integers(values: readonly number[], dims: number[]): Tensor {
    return new this.#runtime.Tensor('int64', BigInt64Array.from(values, BigInt), dims);
  }

  /** Runs one token: a device whose libraries are missing may fail only here. */
  async #probe(): Promise<void> {
    await this.forward([0], [0], 'best');
    this.truncate(0);
  }
}

function span(i: number, size: number): [number, number] {
  return [i * size, (i + 1) * size];
}

/** A manifest whose numbers are not the graph's would only show in the middle of a forward. */
function refuseOther(session: InferenceSession, manifest: Manifest): void {
  const { layers, kvHeads, headDim, vocabulary } = manifest;
  const shapesOf = (values: InferenceSession['inputMetadata'], name: RegExp) =>
    values.flatMap((value) => (value.isTensor && name.test(value.name) ? [value.shape] : []));
  const caches = shapesOf(session.inputMetadata, /^all_[kv]\./);
  const [logits] = shapesOf(session.outputMetadata, /^logits$/);
  const isSame =
    caches.length === 2 * layers &&
    caches.every(([, heads, size]) => heads === kvHeads && size === headDim) &&
    logits?.at(-1) === vocabulary;
  if (!isSame) throw new Error('Its manifest is that of another graph.');
}
