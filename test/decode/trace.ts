// Shows what a program decode did, one forward a line: what was read, and what was chosen then.
import { vi } from 'vitest';
import type { DecodeRequest } from '../../src/decode/decoder.js';
import type { DraftOptions } from '../../src/decode/drafted-answer.js';
import type { LoadedModelParts } from '../../src/decode/loaded-model.js';
import { decodeProgram } from '../../src/decode/program-decoder.js';
import { Run } from '../../src/decode/run.js';
import { Sampler } from '../../src/decode/sampler.js';
import type { TokenId } from '../../src/decode/tokenizer.js';
import { Source } from '../../src/grammar/source.js';
import { END, loadedWith, ScriptedModel, toyTokenizer } from './scripted-model.js';

const textOf = (token: TokenId) => (token === END ? 'END' : toyTokenizer.decode([token]));
const shown = (tokens: readonly TokenId[]) =>
  tokens.map(textOf).join('‧').replaceAll('\n', '↵').replaceAll(' ', '·');

/**
 * Decodes with a model that makes the given wishes: one for each decision, separated by spaces,
 * each one token or several with `|` between them, the most wanted first. Then it wants the end.
 *
 * In wishes and trace `↵` is a newline. In the trace `‧` stands between tokens, `⇉3-9` for a span
 * that was read in parallel, `✖x` for a wish that was masked, `→` before the token chosen.
 */
export async function trace(
  source: string,
  wishes: string,
  options: Partial<DecodeRequest> = {},
  { drafts = false, ...parts }: Partial<LoadedModelParts> & DraftOptions = {},
): Promise<string> {
  const asked = wishes.split(' ').map((wish) => [...wish.split('|').map(tokenOf), END]);
  const choose = vi.spyOn(Sampler.prototype, 'choose');
  let nDecisions = 0;
  const model = new ScriptedModel(() => asked[nDecisions++] ?? [END]);
  const run = new Run(loadedWith(model, 'tags', parts), request(source, options), () => {});
  await decodeProgram(run, { drafts });
  const chosen: TokenId[] = choose.mock.results.map(({ value }) => value);
  choose.mockRestore();
  const reads = model.forwards.slice(-run.stats.nForwards);
  // The first forward starts with the end of the prompt.
  reads[0]?.shift();
  return reads
    .map((read, i) => {
      const wanted = asked[i] ?? [END];
      const masked = wanted.slice(0, wanted.indexOf(chosen[i]!));
      const refused = masked.map((token) => `✖${shown([token])} `).join('');
      return `${abbreviated(shown(read), source)} → ${refused}${shown([chosen[i]!])}`;
    })
    .join('\n');
}

function tokenOf(text: string): TokenId {
  const [token, ...more] = toyTokenizer.encode(text.replaceAll('↵', '\n'));
  if (token === undefined || more.length > 0) throw new Error(`\`${text}\` is not one token`);
  return token;
}

/** Asks for an edit of `source`, greedily, in program mode unless `options` say otherwise. */
export function request(source: string, options: Partial<DecodeRequest>): DecodeRequest {
  const bytes = new TextEncoder().encode(source);
  return {
    path: 'a.py',
    source: bytes,
    fence: new Source(bytes).all,
    instruction: 'Fix it.',
    mode: 'program',
    sampling: { temperature: 0, topP: 1, seed: 1 },
    ...options,
  };
}

/** Writes the tokens of whole spans as `⇉i-j`. */
function abbreviated(read: string, source: string): string {
  const lines = new Source(new TextEncoder().encode(source));
  for (let n = lines.nLines; n > 0; n--) {
    for (let first = 1; first <= lines.nLines - n + 1; first++) {
      const span = Array.from({ length: n }, (_, i) => toyTokenizer.encode(lines.shown(first + i)));
      read = read.replace(`"/>‧${shown(span.flat())}`, `"/>‧⇉${first}-${first + n - 1}`);
    }
  }
  return read;
}
