// How fast this machine reads memory: what a step of a model, which reads all its weights, waits for.
import { once } from 'node:events';
import { Worker } from 'node:worker_threads';

/** A timed reading is this long at least, so that starting it takes no part. */
const LEAST_BYTES = 2 ** 28;

/**
 * A scan for a byte that is not there runs at the speed of memory. A text, so that it needs no file:
 * the package runs it from dist/, tests from src/.
 */
const SCAN = `
const { parentPort, workerData: { buffer, start, end, nPasses } } = require('node:worker_threads');
const part = Buffer.from(buffer, start, end - start);
parentPort.on('message', () => {
  for (let i = 0; i < nPasses; i++) part.indexOf(0);
  parentPort.postMessage('done');
});`;

/** A buffer that threads read together, each its own part. */
export class MemoryReader {
  readonly #workers: readonly Worker[];
  readonly #nBytes: number;

  private constructor(workers: readonly Worker[], nBytes: number) {
    this.#workers = workers;
    this.#nBytes = nBytes;
  }

  /** Takes the size of the buffer: that of the weights, since a smaller one may stay in a cache. */
  static async open(nBytes: number, nThreads: number): Promise<MemoryReader> {
    const nPasses = Math.ceil(LEAST_BYTES / nBytes);
    const buffer = new SharedArrayBuffer(nBytes);
    // Pages that were never written are all one page of zeros, which a cache holds.
    new Uint8Array(buffer).fill(1);
    const bound = (i: number) => Math.floor((nBytes * i) / nThreads);
    const workers = Array.from({ length: nThreads }, (_, i) => {
      const workerData = { buffer, start: bound(i), end: bound(i + 1), nPasses };
      return new Worker(SCAN, { eval: true, workerData });
    });
    await Promise.all(workers.map((worker) => once(worker, 'online')));
    return new MemoryReader(workers, nBytes * nPasses);
  }

  /** Reads the buffer once or more with all threads, and gives bytes a second. */
  async read(): Promise<number> {
    const startMs = performance.now();
    for (const worker of this.#workers) worker.postMessage('read');
    await Promise.all(this.#workers.map((worker) => once(worker, 'message')));
    return (1000 * this.#nBytes) / (performance.now() - startMs);
  }

  async close(): Promise<void> {
    await Promise.all(this.#workers.map((worker) => worker.terminate()));
  }
}
