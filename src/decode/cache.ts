// The keys and values of the tokens read so far. Owns their buffers.
import { assert } from '../errors.js';

/** The buffers grow to a multiple of this: 6 MB for 30 layers of 192 numbers. A multiple of `LANES`. */
const STEP = 128;

/** The graph reads whole lanes of rows (training/export/llama.py). */
const LANES = 16;

export interface CacheShape {
  readonly layers: number;
  readonly kvHeads: number;
  readonly headDim: number;
}

/** What one forward reads and writes: a view of each layer's keys, then of each layer's values. */
export interface CacheWindow {
  /** The rows held, the new ones behind them, and finite numbers up to a whole lane: `nAll` rows. */
  readonly all: readonly Float32Array[];
  readonly nAll: number;
  /** The new rows among them. */
  readonly added: readonly Float32Array[];
}

/**
 * Keys and values per layer, as `[capacity, kvHeads * headDim]`.
 *
 * A forward writes its new rows where the next one reads them; rolling back is free.
 */
export class KvCache {
  readonly #rowSize: number;
  /** Of each layer the keys, then of each layer the values. Only finite numbers are ever in them. */
  readonly #buffers: Float32Array[];
  #capacity = 0;
  #length = 0;

  constructor({ layers, kvHeads, headDim }: CacheShape) {
    this.#rowSize = kvHeads * headDim;
    this.#buffers = Array.from({ length: 2 * layers }, () => new Float32Array());
  }

  /** Positions held. */
  get length(): number {
    return this.#length;
  }

  /** Gives the views for a forward that adds `nRows` rows; `add` counts them once they are written. */
  window(nRows: number): CacheWindow {
    const needed = this.#length + nRows;
    if (needed > this.#capacity) this.reserve(1.25 * needed);
    const nAll = Math.ceil(needed / LANES) * LANES;
    return {
      nAll,
      all: this.#buffers.map((rows) => rows.subarray(0, nAll * this.#rowSize)),
      added: this.#buffers.map((rows) =>
        rows.subarray(this.#length * this.#rowSize, needed * this.#rowSize),
      ),
    };
  }

  /** Takes in the `nRows` rows that a forward has written. */
  add(nRows: number): void {
    const length = this.#length + nRows;
    assert(length <= this.#capacity, 'rows are added that were never given out');
    this.#length = length;
  }

  /** The first `nRows` rows of each layer's keys, then of its values: views until it changes. */
  first(nRows: number): Float32Array[] {
    assert(nRows <= this.#length, `there are ${this.#length} rows, not ${nRows}`);
    return this.#buffers.map((rows) => rows.subarray(0, nRows * this.#rowSize));
  }

  /**
   * Holds `nRows` rows and no others; `numbers` are those that `first` gave, one after another.
   * Where their count is another, nothing changes, and it gives false.
   */
  restore(nRows: number, numbers: Float32Array): boolean {
    const size = nRows * this.#rowSize;
    if (numbers.length !== this.#buffers.length * size) return false;
    this.truncate(0);
    for (const [i, rows] of this.window(nRows).added.entries()) {
      rows.set(numbers.subarray(i * size, (i + 1) * size));
    }
    this.add(nRows);
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
    // One after another, so that memory never holds them all twice.
    for (const [i, buffer] of this.#buffers.entries()) {
      this.#buffers[i] = new Float32Array(capacity * this.#rowSize);
      this.#buffers[i].set(buffer.subarray(0, this.#length * this.#rowSize));
    }
    // Not earlier: an allocation may fail.
    this.#capacity = capacity;
  }
}
