import type { Decoded, DecodeRequest, Decoder } from '../src/decode/decoder.js';
import { newStats } from '../src/decode/stats.js';
import type { Program } from '../src/grammar/program.js';

/** A decoder that answers each request with the next program of a script. */
export class ScriptedDecoder implements Decoder {
  readonly requests: DecodeRequest[] = [];
  readonly #script: (Omit<Decoded, 'stats'> | Error)[];

  constructor(...script: (Program | Omit<Decoded, 'stats'> | Error)[]) {
    this.#script = script.map(
      (each) => (Array.isArray(each) ? { program: each } : each) as Decoded,
    );
  }

  async decode(
    request: DecodeRequest,
    onEvent: Parameters<Decoder['decode']>[1],
  ): Promise<Decoded> {
    this.requests.push(request);
    onEvent({ type: 'prompt', nTokens: 10, prefillMs: 1 });
    const answer = this.#script.shift();
    if (!answer || answer instanceof Error) throw answer;
    return { ...answer, stats: newStats('lossless') };
  }

  async close(): Promise<void> {}
}
