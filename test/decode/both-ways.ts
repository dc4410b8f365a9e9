// Decodes a request with drafts and without them.
import type { Candidate, DecodeRequest } from '../../src/decode/decoder.js';
import type { LoadedModel } from '../../src/decode/loaded-model.js';
import type { decodeProgram } from '../../src/decode/program-decoder.js';
import type { decodeQuotes } from '../../src/decode/quote-decoder.js';
import { decodeRewrite } from '../../src/decode/rewrite-decoder.js';
import { Run } from '../../src/decode/run.js';
import type { DecodeStats } from '../../src/decode/stats.js';
import type { TokenId } from '../../src/decode/tokenizer.js';
import type { Program } from '../../src/grammar/program.js';

export interface Way {
  program: Program;
  abstained?: string;
  candidates?: readonly Candidate[];
  /** Prompt and answer as the model read them: all but the answer's last token. */
  read: readonly TokenId[];
  nTokens: number;
}

/** Gives both outcomes, which must be equal, and the counters of each. */
export async function bothWays(
  loaded: LoadedModel,
  request: DecodeRequest,
  decodeWith: typeof decodeRewrite | typeof decodeQuotes | typeof decodeProgram = decodeRewrite,
): Promise<{ ways: [Way, Way]; stats: [DecodeStats, DecodeStats] }> {
  const [withDrafts, plain] = [await oneWay(true), await oneWay(false)];
  return { ways: [withDrafts.way, plain.way], stats: [withDrafts.stats, plain.stats] };

  async function oneWay(drafts: boolean): Promise<{ way: Way; stats: DecodeStats }> {
    const run = new Run(loaded, request, () => {});
    const outcome = await decodeWith(run, { drafts });
    const read = [...loaded.model.tokens];
    return { way: { ...outcome, read, nTokens: run.nTokens }, stats: run.stats };
  }
}
