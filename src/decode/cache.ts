// The keys and values of the tokens read so far. Owns their buffers.
import { assert } from '../errors.js';

/** The buffers grow to a multiple of this: 6 MB for 30 layers of 192 numbers. */
const STEP = 128;

export interface CacheShape {
  readonly layers: number;
  readonly kvHeads: number;
  readonly headDim: number;
}

/**
 * Keys and values per layer, as `[capacity, kvHeads * headDim]`.
 *
 * Rolling back is free; appending is one copy of the new rows per buffer.
 */
export class KvCache {
  readonly #rowSize: number;
  readonly #keys: Float32Array[];
  readonly #values: Float32Array[];
  #capacity = 0;
  #length = 0;

  constructor({ layers, kvHeads, headDim }: CacheShape) {
    this.#rowSize = kvHeads * headDim;
    this.#keys = Array.from({ length: layers }, () => new Float32Array());
    this.#values = this.#keys.slice();
  }

  /** Positions held. */
  get length(): number {
    return this.#length;
  }

  /** The keys of a layer, `[length, kvHeads * headDim]`: a view until the next append. */
  keys(layer: number): Float32Array {
    return this.#keys[layer]!.subarray(0, this.#length * this.#rowSize);
  }

  /** The values of a layer, `[length, kvHeads * headDim]`: a view until the next append. */
  values(layer: number): Float32Array {
    return this.#values[layer]!.subarray(0, this.#length * this.#rowSize);
  }

  /** Appends `nRows` rows to each layer; `keys` and `values` have one `[nRows, …]` array a layer. */
  append(nRows: number, keys: readonly Float32Array[], values: readonly Float32Array[]): void {
    const needed = this.#length + nRows;
    if (needed > this.#capacity) this.reserve(1.25 * needed);
    const at = this.#length * this.#rowSize;
    for (const [layer, buffer] of this.#keys.entries()) {
      assert(keys[layer]?.length === nRows * this.#rowSize, `keys of layer ${layer} do not fit`);
      buffer.set(keys[layer], at);
      this.#values[layer]!.set(values[layer]!, at);
    }
    this.#length += nRows;
  }

  /** The first `nRows` rows of each layer's keys, then of its values: views until the next append. */
  first(nRows: number): Float32Array[] {
    assert(nRows <= this.#length, `there are ${this.#length} rows, not ${nRows}`);
    return [...this.#keys, ...this.#values].map((rows) => rows.subarray(0, nRows * this.#rowSize));
  }

  /**
   * Holds `nRows` rows and no others; `numbers` are those that `first` gave, one after another.
   * Where their count is another, nothing changes, and it gives false.
   */
  restore(nRows: number, numbers: Float32Array): boolean {
    const size = nRows * this.#rowSize;
    const nLayers = this.#keys.length;
    if (numbers.length !== 2 * nLayers * size) return false;
    const parts = Array.from({ length: 2 * nLayers }, (_, i) =>
      numbers.subarray(i * size, (i + 1) * size),
    );
    this.truncate(0);
    this.append(nRows, parts.slice(0, nLayers), parts.slice(nLayers));
    return true;
  }

  /** Forgets the positions from `length` on. */
  truncate(length: number): void {
    assert(length >= 0 && length <= this.#length, `cannot truncate ${this.#length} to ${length}`);
    this.#length = length;
  }

  /** Makes room for `length` positions at once, so that the buffers need not grow up to there. */
  reserve(length: number): void {
    if (length <= this.#capacity) return;
    const capacity = Math.ceil(length / STEP) * STEP;
    for (const buffers of [this.#keys, this.#values]) {
      // One after another, so that memory never holds them all twice.
      for (const [layer, buffer] of buffers.entries()) {
        buffers[layer] = new Float32Array(capacity * this.#rowSize);
        buffers[layer].set(buffer.subarray(0, this.#length * this.#rowSize));
      }
    }
    // Not earlier: an allocation may fail.
    this.#capacity = capacity;
  }
}
