// The decoder's table of contents: a request on a loaded model to a fitted program.
import type { Decoded, DecodeEvent, DecodeRequest } from './decoder.js';
import type { LoadedModel } from './loaded-model.js';
import { decodeProgram } from './program-decoder.js';
import { decodeQuotes } from './quote-decoder.js';
import { decodeRewrite } from './rewrite-decoder.js';
import { Run } from './run.js';

/**
 * Decodes one request. The model's cache is emptied first, so that requests don't see each other.
 * Rejects with an InterruptError at the next forward after `signal` aborts.
 */
export async function decode(
  loaded: LoadedModel,
  request: DecodeRequest,
  onEvent: (event: DecodeEvent) => void = () => {},
  signal?: AbortSignal,
): Promise<Decoded> {
  const run = new Run(loaded, request, onEvent, signal);
  const { program, abstained } = await decoderOf(loaded, request)(run);
  const decoded = { program, stats: run.stats };
  return abstained === undefined ? decoded : { ...decoded, abstained };
}

function decoderOf({ prompt }: LoadedModel, { mode }: DecodeRequest) {
  if (mode === 'rewrite') return decodeRewrite;
  return prompt === 'quotes' ? decodeQuotes : decodeProgram;
}
