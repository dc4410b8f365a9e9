// The tiny model has random weights: what it writes is noise, and often it does not come to an end.
// These runs look for a seed with which it does, so that tests of mechanics have an edit to work on.

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { startDecoder } from '../../src/decode/engine/process.js';
import { Source } from '../../src/grammar/source.js';
import { propose, type RequestedFile } from '../../src/propose.js';
import { TINY_MODEL } from './cad.js';

export const INSTRUCTION = 'fix it';
const MOST_SEEDS = 300;

const found = new Map<string, Promise<string[]>>();

/** Gives options with which `cad fix` changes every one of `paths` in folder `top`. */
export function editingOptions(top: string, ...paths: string[]): Promise<string[]> {
  const files = paths.map((path) => {
    const source = new Source(readFileSync(join(top, path)));
    return { path, source, fence: source.all };
  });
  const key = JSON.stringify(files.map(({ path, source }) => [path, [...source.bytes]]));
  const options = found.get(key) ?? search(files);
  found.set(key, options);
  return options;
}

async function search(files: readonly RequestedFile[]): Promise<string[]> {
  // The compiled engine: its process runs compiled code.
  const { startDecoder: start }: { startDecoder: typeof startDecoder } = await import(
    new URL('../../dist/decode/engine/process.js', import.meta.url).href
  );
  const decoder = start({ model: TINY_MODEL, threads: 1 });
  try {
    for (let seed = 0; seed < MOST_SEEDS; seed++) {
      const sampling = { temperature: 1, topP: 1, seed };
      const asked = { files, instruction: INSTRUCTION, mode: 'rewrite', sampling } as const;
      const proposal = await propose(asked, decoder);
      if (proposal.every(({ abstained, hunks }) => !abstained && hunks.length > 0)) {
        return ['--model', TINY_MODEL, '--threads', '1', '--temperature', '1', '--seed', `${seed}`];
      }
    }
    throw new Error('no seed gives an edit');
  } finally {
    await decoder.close();
  }
}
