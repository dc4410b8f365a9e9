// A thread that works out syntax colours, so that keys need not wait for them.

import { parentPort } from 'node:worker_threads';
import { tonesOf } from './highlight.js';

export interface HighlightRequest {
  readonly id: number;
  readonly path: string;
  readonly text: string;
}

export interface HighlightAnswer {
  readonly id: number;
  readonly tones?: Uint8Array;
}

parentPort!.on('message', async ({ id, path, text }: HighlightRequest) => {
  const tones = await tonesOf(path, text).catch(() => undefined);
  parentPort!.postMessage({ id, tones } satisfies HighlightAnswer);
});
