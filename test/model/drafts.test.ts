import { expect, test } from 'vitest';
import type { DecodeRequest } from '../../src/decode/decoder.js';
import { decodeQuotes } from '../../src/decode/quote-decoder.js';
import { decodeRewrite } from '../../src/decode/rewrite-decoder.js';
import { Source } from '../../src/grammar/source.js';
import { absence, readPairs } from '../data-sets.js';
import { bothWays } from '../decode/both-ways.js';
import { loadEmbedded } from './embedded-model.js';

const N_FILES = 52;
/** Without drafts each token takes a forward. */
const MAX_TOKENS = 64;

const requestOf = (before: string, mode: DecodeRequest['mode']): DecodeRequest => {
  const source = Source.of(before);
  return {
    path: 'solution.js',
    source: source.bytes,
    fence: source.all,
    instruction: 'Fix the bug.',
    mode,
    sampling: { temperature: 0, topP: 1, seed: 0 },
    maxTokens: MAX_TOKENS,
  };
};

test.skipIf(absence !== undefined).for([
  ['rewrite', decodeRewrite],
  ['program', decodeQuotes],
] as const)(`drafts change nothing in %s mode, on ${N_FILES} files`, async ([mode, decodeWith]) => {
  const loaded = await loadEmbedded(2);
  const files = readPairs()
    .filter(({ id }) => id.startsWith('humanevalpack/js/'))
    .map(({ before }) => before)
    .sort((a, b) => a.length - b.length);
  const nForwards = { drafted: 0, plain: 0 };
  for (const before of files.slice(0, N_FILES)) {
    const { ways, stats } = await bothWays(loaded, requestOf(before, mode), decodeWith);
    expect(ways[0]).toEqual(ways[1]);
    nForwards.drafted += stats[0].nForwards;
    nForwards.plain += stats[1].nForwards;
  }
  expect(nForwards.drafted).toBeLessThan(nForwards.plain);
  console.log(mode, 'forwards', nForwards);
  await loaded.model.dispose();
});
