// The decoder's table of contents: a request on a loaded model to a fitted program.
import { InterruptError } from '../errors.js';
import type { Decoded, DecodeEvent, DecodeRequest } from './decoder.js';
import type { LoadedModel } from './loaded-model.js';
import { decodeProgram } from './program-decoder.js';
import { decodeQuotes } from './quote-decoder.js';
import { decodeRewrite } from './rewrite-decoder.js';
import { Run } from './run.js';

/**
 * Decodes one request. Of the requests before it, the model's cache keeps what this one's prompt
 * begins with too, so that requests don't see each other. Rejects with an InterruptError at the next
 * forward after `signal` aborts.
 */
export async function decode(
  loaded: LoadedModel,
  request: DecodeRequest,
  onEvent: (event: DecodeEvent) => void = () => {},
  signal?: AbortSignal,
): Promise<Decoded> {
  const run = new Run(loaded, request, onEvent, signal);
  try {
    const decoded = await decoderOf(loaded, request)(run);
    run.storePrompt();
    return { ...decoded, promptSha256: run.promptSha256, stats: run.stats };
  } catch (error) {
    // Between forwards the cache is whole; what a failure left in it is unknown.
    if (!(error instanceof InterruptError)) loaded.model.truncate(0);
    throw error;
  }
}

function decoderOf(
  { prompt }: LoadedModel,
  { mode }: DecodeRequest,
): (run: Run) => Promise<Omit<Decoded, 'stats' | 'promptSha256'>> {
  if (mode === 'rewrite') return decodeRewrite;
  return prompt === 'quotes' ? decodeQuotes : decodeProgram;
}
