import { expect, test } from 'vitest';
import { oracle } from '../src/apply/oracle.js';
import type { Decoded } from '../src/decode/decoder.js';
import { Source } from '../src/grammar/source.js';
import { type RepairRequest, repair } from '../src/repair.js';
import { ScriptedDecoder } from './scripted-decoder.js';

const text = 'one\ntwo\nthree\nfour\n';
const source = Source.of(text);

function request(...lines: number[]): RepairRequest {
  const tasks = lines.map((line) => ({
    instruction: `a.txt:${line}: wrong`,
    pointed: { first: line, last: line },
  }));
  const asked = { mode: 'program', sampling: { temperature: 0, topP: 1, seed: 0 } } as const;
  return { ...asked, files: [{ path: 'a.txt', source, tasks }] };
}

/** The change of one text into another. */
const change = (before: string, after: string): Omit<Decoded, 'stats'> => ({
  program: oracle(Source.of(before), Source.of(after)),
});
const textOf = ({ bytes }: Source) => Buffer.from(bytes).toString();

test('tasks are done from the end of a file to its beginning, each on what the last one made', async () => {
  const middle = text.replace('four\n', '');
  const last = `zero\n${middle}`;
  const decoder = new ScriptedDecoder(change(text, middle), change(middle, last));
  const [file] = await repair(request(1, 4), decoder);
  expect(textOf(file!.after)).toBe(last);
  expect(file).toMatchObject({ program: oracle(source, file!.after), left: [] });
  expect(file!.hunks).toHaveLength(1);
  const [first, second] = decoder.requests;
  expect(first).toMatchObject({ instruction: 'a.txt:4: wrong', pointed: { first: 4, last: 4 } });
  expect(second).toMatchObject({ instruction: 'a.txt:1: wrong', pointed: { first: 1, last: 1 } });
  expect(Buffer.from(second!.source).toString()).toBe(middle);
});

test('what is not done is left, and the rest is done', async () => {
  const after = text.replace('three', '3');
  const unfinished = { ...change(text, `${text}x`), abstained: 'the budget is spent' };
  const decoder = new ScriptedDecoder(unfinished, change(text, after), change(after, after));
  const [file] = await repair(request(1, 3, 4), decoder);
  expect(textOf(file!.after)).toBe(after);
  expect(file!.left).toEqual([
    { instruction: 'a.txt:1: wrong', isUnchanged: true },
    {
      ...{ instruction: 'a.txt:4: wrong', isUnchanged: false },
      abstained: { kind: 'unfinished', reason: 'the budget is spent' },
    },
  ]);
});

test('a line is followed through edits, and a task whose line is gone is done', async () => {
  const gone = text.replace('three\n', '');
  const decoder = new ScriptedDecoder(change(text, gone));
  const [file] = await repair(request(3, 3, 4), decoder);
  expect(decoder.requests.map(({ pointed }) => pointed?.first)).toEqual([4]);
  expect(file!.left).toEqual([]);
  const above = `zero\n${text}`;
  const moved = new ScriptedDecoder(change(text, above), change(above, above));
  await repair(request(2, 3), moved);
  expect(moved.requests.map(({ pointed }) => pointed?.first)).toEqual([3, 3]);
});

test('the confidence of a file is that of its least sure edit, and counters add up', async () => {
  const calibration = { bias: 0, logit: 1, margin: 0, unchanged: 0, threshold: 0.1 };
  const weighed = (before: string, after: string, p: number) => {
    const { program } = change(before, after);
    return { program, candidates: [{ program, logP: Math.log(p), places: [] }] };
  };
  const middle = text.replace('four', '4');
  const decoder = new ScriptedDecoder(
    weighed(text, middle, 0.8),
    weighed(middle, middle.replace('one', '1'), 0.6),
  );
  const [file] = await repair({ ...request(1, 4), calibration }, decoder);
  expect(file!.confidence).toBeCloseTo(0.6);
  expect(file!.stats.nPrompt).toBe(0);
});

test('events tell which file they are about', async () => {
  const seen: number[] = [];
  const same = change(text, text);
  const [file] = request(1, 2).files;
  const two = { ...request(), files: [file!, { ...file!, path: 'b.txt' }] };
  await repair(two, new ScriptedDecoder(same, same, same, same), (at) => seen.push(at));
  expect(seen).toEqual([0, 0, 1, 1]);
});
