import { describe, expect, test } from 'vitest';
import { InterruptError } from '../src/errors.js';
import { copy, gen, type Program } from '../src/grammar/program.js';
import { Source } from '../src/grammar/source.js';
import { propose, type Request } from '../src/propose.js';
import { ScriptedDecoder } from './scripted-decoder.js';

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
  const abstained = { kind: 'unfinished', reason: 'the budget is spent' };
  expect(file).toMatchObject({ abstained, hunks: [{}] });
});

describe('an edit that the model weighed', () => {
  const calibration = { bias: 0, logit: 1, margin: 0, unchanged: 0, threshold: 0.5 };
  const weighed = (program: Program, p: number) => {
    return { program, logP: Math.log(p), places: [{ lines: { first: 2, last: 2 }, logP: -0.2 }] };
  };
  const other = [copy(1, 1), gen('II\n'), copy(3, 3)];
  const proposed = async (options: Partial<Request>) => {
    const candidates = [weighed(change, 0.4), weighed(other, 0.3)];
    const decoder = new ScriptedDecoder({ program: change, candidates });
    const [file] = await propose({ ...request('a.txt'), calibration, ...options }, decoder);
    return file!;
  };

  test('has a confidence, each hunk has one, and so have the others', async () => {
    expect(await proposed({})).toMatchObject({
      confidence: expect.closeTo(0.4),
      hunkConfidence: [expect.closeTo(Math.exp(-0.2))],
      alternatives: [{ program: other, confidence: expect.closeTo(0.3), hunks: [{}] }],
    });
  });

  test('is doubtful below what is asked for, or below the threshold of the model', async () => {
    const doubt = async (options: Partial<Request>) => (await proposed(options)).abstained;
    const unsure = { kind: 'unsure', confidence: expect.closeTo(0.4) };
    expect(await doubt({})).toEqual({ ...unsure, minConfidence: 0.5 });
    expect(await doubt({ minConfidence: 0.41 })).toEqual({ ...unsure, minConfidence: 0.41 });
    expect(await doubt({ minConfidence: 0.39 })).toBeUndefined();
    expect(await doubt({ minConfidence: 0 })).toBeUndefined();
  });
});

test('an edit that breaks the syntax is doubtful, unless all are asked for', async () => {
  const valid = Source.of('f(1)\ng(2)\n');
  const asked = { ...request(), files: [{ path: 'a.py', source: valid }] };
  const broken = () => new ScriptedDecoder([copy(1, 1), gen('g(2\n')]);
  const [file] = await propose(asked, broken());
  expect(file!.abstained).toMatchObject({ kind: 'unsure', confidence: 0 });
  const [taken] = await propose({ ...asked, minConfidence: 0 }, broken());
  expect(taken!.abstained).toBeUndefined();
});

test('a fence is told again', async () => {
  const [fenced] = await propose(request('a.ts'), new ScriptedDecoder(change));
  expect(fenced!.fence).toEqual({ first: 2, last: 2 });
  const whole = { ...request(), files: [{ path: 'a.ts', source }] };
  const [free] = await propose(whole, new ScriptedDecoder(change));
  expect(free).not.toHaveProperty('fence');
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
