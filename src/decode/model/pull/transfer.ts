// Brings several files at the same time, and keeps count.
import { basename, join } from 'node:path';
import pMap from 'p-map';
import type { ModelFile } from '../manifest.js';
import { download } from './download.js';
import type { PullEvent } from './pull.js';
import type { Source, SourceFile } from './source.js';

/** Files that are brought at the same time. */
const CONCURRENCY = 3;

export class Transfer {
  /** What was brought, by its name in `#folder`. */
  readonly files: Record<string, ModelFile> = {};
  readonly #source: Source;
  readonly #folder: string;
  readonly #onEvent: (event: PullEvent) => void;
  readonly #signal: AbortSignal;
  #bytes = 0;

  constructor(
    source: Source,
    folder: string,
    onEvent: (event: PullEvent) => void,
    signal: AbortSignal,
  ) {
    this.#source = source;
    this.#folder = folder;
    this.#onEvent = onEvent;
    this.#signal = signal;
  }

  /** Rejects with the first error; the other files then stay as far as they have come. */
  async bring(files: readonly SourceFile[]): Promise<void> {
    const failed = new AbortController();
    const signal = AbortSignal.any([this.#signal, failed.signal]);
    const bringOne = async (file: SourceFile) => {
      const name = basename(file.path);
      const onBytes = (change: number) => {
        this.#bytes += change;
        this.#onEvent({ type: 'bytes', bytes: this.#bytes });
      };
      const target = join(this.#folder, name);
      this.files[name] = await download(this.#source, file, target, { signal, onBytes });
      this.#onEvent({ type: 'file', name, bytes: file.bytes });
    };
    try {
      await pMap(files, bringOne, { concurrency: CONCURRENCY });
    } catch (error) {
      failed.abort(error);
      throw error;
    }
  }
}
