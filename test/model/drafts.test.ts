import { expect, test } from 'vitest';
import type { DecodeRequest } from '../../src/decode/decoder.js';
import { Source } from '../../src/grammar/source.js';
import { absence, readPairs } from '../data-sets.js';
import { bothWays } from '../decode/both-ways.js';
import { hasModel, loadEmbedded } from './embedded-model.js';

const N_FILES = 52;
/** Without drafts each token takes a forward. */
const MAX_TOKENS = 64;

const requestOf = (before: string): DecodeRequest => {
  const source = Source.of(before);
  return {
    path: 'solution.js',
    source: source.bytes,
    fence: source.all,
    instruction: 'Fix the bug.',
    mode: 'rewrite',
    sampling: { temperature: 0, topP: 1, seed: 0 },
    maxTokens: MAX_TOKENS,
  };
};

test.skipIf(absence !== undefined || !hasModel)(
  `drafts change nothing, on ${N_FILES} files`,
  async () => {
    const loaded = await loadEmbedded(2);
    const files = readPairs()
      .filter(({ id }) => id.startsWith('humanevalpack/js/'))
      .map(({ before }) => before)
      .sort((a, b) => a.length - b.length);
    const nForwards = { drafted: 0, plain: 0 };
    for (const before of files.slice(0, N_FILES)) {
      const { ways, stats } = await bothWays(loaded, requestOf(before));
      expect(ways[0]).toEqual(ways[1]);
      nForwards.drafted += stats[0].nForwards;
      nForwards.plain += stats[1].nForwards;
    }
    expect(nForwards.drafted).toBeLessThan(nForwards.plain);
    console.log('forwards', nForwards);
    await loaded.model.dispose();
  },
);
