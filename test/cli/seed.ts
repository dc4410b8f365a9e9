// The tiny model has random weights: what it writes is noise, and often it does not come to an end.
// These runs look for a seed with which it does, so that tests of mechanics have an edit to work on.

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { startDecoder } from '../../src/decode/engine/process.js';
import { Source } from '../../src/grammar/source.js';
import { type Proposal, propose, type Request, type RequestedFile } from '../../src/propose.js';
import { TINY_MODEL } from './cad.js';

export const INSTRUCTION = 'fix it';
const MOST_SEEDS = 300;

const found = new Map<string, Promise<string[]>>();

/** Whether a run ends with an edit of each file. */
function isFinished(proposal: Proposal): boolean {
  return proposal.every(({ abstained, hunks }) => !abstained && hunks.length > 0);
}

/** Gives options with which `cad fix` changes every one of `paths` in folder `top`. */
export function editingOptions(top: string, ...paths: string[]): Promise<string[]> {
  return optionsFor(top, paths, isFinished);
}

/** Gives options with which `cad fix` makes a proposal as it is wanted. */
export function optionsFor(
  top: string,
  paths: readonly string[],
  isWanted: (proposal: Proposal) => boolean,
  mode: Request['mode'] = 'rewrite',
): Promise<string[]> {
  const files = paths.map((path) => {
    const source = new Source(readFileSync(join(top, path)));
    return { path, source, fence: source.all };
  });
  const key = JSON.stringify([
    `${isWanted}`,
    files.map(({ path, source }) => [path, [...source.bytes]]),
  ]);
  const options = found.get(key) ?? search(files, mode, isWanted);
  found.set(key, options);
  return options;
}

async function search(
  files: readonly RequestedFile[],
  mode: Request['mode'],
  isWanted: (proposal: Proposal) => boolean,
): Promise<string[]> {
  // The compiled engine: its process runs compiled code.
  const { startDecoder: start }: { startDecoder: typeof startDecoder } = await import(
    new URL('../../dist/decode/engine/process.js', import.meta.url).href
  );
  const decoder = start({ model: TINY_MODEL, threads: 1 });
  try {
    for (let seed = 0; seed < MOST_SEEDS; seed++) {
      const sampling = { temperature: 1, topP: 1, seed };
      const asked = { instruction: INSTRUCTION, mode, sampling };
      const proposal = await propose({ ...asked, files, minConfidence: 0 }, decoder);
      if (isWanted(proposal)) {
        const options = [
          '--mode',
          mode,
          '--threads',
          '1',
          '--temperature',
          '1',
          '--min-confidence',
          '0',
        ];
        return ['--model', TINY_MODEL, ...options, '--seed', `${seed}`];
      }
    }
    throw new Error('no seed gives an edit');
  } finally {
    await decoder.close();
  }
}
