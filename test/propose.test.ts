import { expect, test } from 'vitest';
import type { Decoded, DecodeRequest, Decoder } from '../src/decode/decoder.js';
import { newStats } from '../src/decode/stats.js';
import { InterruptError } from '../src/errors.js';
import { copy, gen, type Program } from '../src/grammar/program.js';
import { Source } from '../src/grammar/source.js';
import { propose, type Request } from '../src/propose.js';

/** A decoder that answers each request with the next program of a script. */
class ScriptedDecoder implements Decoder {
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

const source = Source.of('one\ntwo\nthree\n');
const change = [copy(1, 1), gen('2\n'), copy(3, 3)];

function request(...paths: string[]): Request {
  return {
    files: paths.map((path) => ({ path, source, fence: { first: 2, last: 2 } })),
    instruction: 'use digits',
    mode: 'rewrite',
    sampling: { temperature: 0, topP: 1, seed: 0 },
    maxTokens: 99,
  };
}

test('a program becomes the new text and its hunks', async () => {
  const [file] = await propose(request('a.ts'), new ScriptedDecoder(change));
  expect(Buffer.from(file!.after.bytes).toString()).toBe('one\n2\nthree\n');
  expect(file!.hunks).toHaveLength(1);
  expect(file!.program).toEqual(change);
  expect(file).not.toHaveProperty('abstained');
});

test('each file is decoded with the same instruction, and its own fence and text', async () => {
  const decoder = new ScriptedDecoder(change, [copy(1, 3)]);
  const proposal = await propose(request('a.ts', 'b.ts'), decoder);
  expect(proposal.map(({ path, hunks }) => [path, hunks.length])).toEqual([
    ['a.ts', 1],
    ['b.ts', 0],
  ]);
  expect(decoder.requests[1]).toEqual({
    path: 'b.ts',
    source: source.bytes,
    fence: { first: 2, last: 2 },
    instruction: 'use digits',
    mode: 'rewrite',
    sampling: { temperature: 0, topP: 1, seed: 0 },
    maxTokens: 99,
  });
});

test('an abstention is reported beside the part that was decoded', async () => {
  const decoder = new ScriptedDecoder({ program: change, abstained: 'the budget is spent' });
  const [file] = await propose(request('a.ts'), decoder);
  expect(file).toMatchObject({ abstained: 'the budget is spent', hunks: [{}] });
});

test('events tell which file they are about', async () => {
  const seen: [number, string][] = [];
  const decoder = new ScriptedDecoder(change, change);
  await propose(request('a.ts', 'b.ts'), decoder, (file, { type }) => seen.push([file, type]));
  expect(seen).toEqual([
    [0, 'prompt'],
    [1, 'prompt'],
  ]);
});

test('an error of the decoder ends it all', async () => {
  const decoder = new ScriptedDecoder(change, new InterruptError());
  await expect(propose(request('a.ts', 'b.ts'), decoder)).rejects.toThrow(InterruptError);
});
