// A language model whose graph has the inputs and outputs that exporters for Transformers give it.
import type { InferenceSession, Tensor } from 'onnxruntime-node';
import { assert } from '../../errors.js';
import type { Manifest } from '../model/manifest.js';
import { argmax } from '../sampler.js';
import type { TokenId } from '../tokenizer.js';
import { fromHalf } from './half.js';
import type { LanguageModel, Rows } from './language-model.js';
import { importRuntime, openSession, type Runtime, type SessionOptions } from './session.js';

/** Tokens in one run: logits of them all may come out. */
const CHUNK = 128;

const KNOWN = ['input_ids', 'attention_mask', 'position_ids', 'num_logits_to_keep'];
const PAST = /^past_key_values\.(\d+)\.(key|value)$/;

/**
 * A graph that takes keys and values of all tokens before, `[1, kvHeads, past, headDim]`, and gives
 * those with the new ones behind them. Attention may be one node or many; position ids are given
 * where they are asked for.
 */
export class TransformersModel implements LanguageModel {
  readonly nVocabulary: number;
  readonly nContext: number;
  readonly #runtime: Runtime;
  readonly #session: InferenceSession;
  readonly #shape: Manifest;
  readonly #inputs: ReadonlySet<string>;
  /** Kinds of the numbers of keys and values, by the names of their inputs. */
  readonly #past: ReadonlyMap<string, Tensor.Type>;
  /** What the last run gave, by the names of inputs; of `#nHeld` tokens. */
  #held = new Map<string, Tensor>();
  #nHeld = 0;
  readonly #tokens: TokenId[] = [];

  private constructor(runtime: Runtime, session: InferenceSession, manifest: Manifest) {
    this.nVocabulary = manifest.vocabulary;
    this.nContext = manifest.context;
    this.#runtime = runtime;
    this.#session = session;
    this.#shape = manifest;
    this.#inputs = new Set(session.inputNames);
    const inputs = session.inputMetadata.filter(({ name }) => PAST.test(name));
    this.#past = new Map(inputs.flatMap((each) => (each.isTensor ? [[each.name, each.type]] : [])));
  }

  /** Opens the graph of a model folder. Throws a ModelError where graph or device can't be used. */
  static async load(
    folder: string,
    manifest: Manifest,
    options: SessionOptions,
  ): Promise<TransformersModel> {
    const runtime = await importRuntime();
    return openSession(runtime, folder, manifest, options, async (session) => {
      refuseOther(session, manifest);
      const model = new TransformersModel(runtime, session, manifest);
      // What a device or a kind of numbers lacks shows here, and so does another size of logits.
      await model.forward([0], [0], 'best');
      model.truncate(0);
      return model;
    });
  }

  get length(): number {
    return this.#tokens.length;
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
    for (let start = 0; start < tokens.length; start += CHUNK) {
      const chunk = tokens.slice(start, start + CHUNK);
      const asked = rows.filter((row) => row >= start && row < start + chunk.length);
      logits.push(
        ...(await this.#run(
          chunk,
          asked.map((row) => row - start),
        )),
      );
    }
    const best = () => Int32Array.from(logits, (row) => argmax(row));
    return (want === 'best' ? best() : logits) as Rows[Want];
  }

  /** The graph makes room for itself. */
  reserve(): void {}

  truncate(length: number): void {
    assert(length <= this.length, `cannot truncate ${this.length} to ${length}`);
    this.#tokens.length = length;
  }

  async dispose(): Promise<void> {
    await this.#session.release();
  }

  /** Runs the graph once and keeps what it read; gives the logits of `rows`. */
  async #run(tokens: readonly TokenId[], rows: readonly number[]): Promise<Float32Array[]> {
    const past = this.length;
    const range = (n: number, first: number) => Array.from({ length: n }, (_, i) => first + i);
    const nKept = tokens.length - (rows[0] ?? tokens.length - 1);
    const feeds: Record<string, Tensor> = {
      input_ids: this.#integers(tokens, [1, tokens.length]),
      attention_mask: this.#integers(Array(past + tokens.length).fill(1), [
        1,
        past + tokens.length,
      ]),
      position_ids: this.#integers(range(tokens.length, past), [1, tokens.length]),
      num_logits_to_keep: this.#integers([nKept], []),
    };
    for (const name of KNOWN) if (!this.#inputs.has(name)) delete feeds[name];
    for (const name of this.#past.keys()) feeds[name] = this.#pastOf(name);
    const found = await this.#session.run(feeds);
    for (const name of this.#past.keys()) {
      this.#held.set(name, found[presentOf(name)]!);
    }
    this.#nHeld = past + tokens.length;
    this.#tokens.push(...tokens);
    const { logits } = found;
    // Where only some rows came, they are the last.
    const nBefore = tokens.length - logits!.dims[1]!;
    return rows.map((row) => rowOf(logits!, row - nBefore));
  }

  /** The keys or values that are still in the cache. */
  #pastOf(name: string): Tensor {
    const { kvHeads, headDim } = this.#shape;
    const type = this.#past.get(name)!;
    const held = this.#held.get(name);
    if (held && this.length === this.#nHeld) return held;
    const size = this.length * headDim;
    const dims = [1, kvHeads, this.length, headDim];
    const kept =
      type === 'float16' ? new Uint16Array(kvHeads * size) : new Float32Array(kvHeads * size);
    for (let head = 0; head < kvHeads && held && size > 0; head++) {
      const from = head * this.#nHeld * headDim;
      kept.set((bitsOf(held) as typeof kept).subarray(from, from + size), head * size);
    }
    return new this.#runtime.Tensor(type, kept, dims);
  }

  #integers(values: readonly number[], dims: number[]): Tensor {
    return new this.#runtime.Tensor('int64', BigInt64Array.from(values, BigInt), dims);
  }
}

function presentOf(past: string): string {
  return past.replace('past_key_values', 'present');
}

function rowOf(logits: Tensor, row: number): Float32Array {
  const size = logits.dims[2]!;
  const data = bitsOf(logits).subarray(row * size, (row + 1) * size);
  return data instanceof Float32Array ? data : Float32Array.from(data, fromHalf);
}

/** The numbers of a tensor; of half precision their bits. */
function bitsOf({ data }: Tensor): Float32Array | Uint16Array {
  return data as Float32Array | Uint16Array;
}

/** A graph with inputs that nobody feeds, or another size, would only show in the middle of a run. */
function refuseOther(session: InferenceSession, manifest: Manifest): void {
  const { layers, kvHeads, headDim } = manifest;
  const others = session.inputNames.filter((name) => !KNOWN.includes(name) && !PAST.test(name));
  if (others.length > 0) throw new Error(`Its graph wants \`${others.join('`, `')}\`.`);
  const past = session.inputMetadata.filter(({ name }) => PAST.test(name));
  const outputs = new Set(session.outputNames);
  const isSame =
    past.length === 2 * layers &&
    past.every(
      (each) =>
        each.isTensor &&
        ['float32', 'float16'].includes(each.type) &&
        sizeIs(each.shape[1], kvHeads) &&
        sizeIs(each.shape[3], headDim) &&
        outputs.has(presentOf(each.name)),
    );
  if (!isSame) throw new Error('Its cache is not that of a model like this.');
}

/** A size that has a name may be any. */
function sizeIs(size: number | string | undefined, expected: number): boolean {
  return size === expected || typeof size === 'string';
}
