import { expect, test } from 'vitest';
import { oracle } from '../../src/apply/oracle.js';
import { rank } from '../../src/decode/rank.js';
import { Source } from '../../src/grammar/source.js';

const calibration = { bias: 0, logit: 1, margin: 0, unchanged: 0, threshold: 0.5 };
const before = Source.of('def f(a):\n    return a\n');

function candidate(after: string, p: number) {
  const program = oracle(before, Source.of(after));
  return { program, logP: Math.log(p), places: [{ lines: { first: 2, last: 2 }, logP: -0.1 }] };
}

const right = candidate('def f(a):\n    return -a\n', 0.2);
const broken = candidate('def f(a):\n    return (a\n', 0.6);
const other = candidate('def f(a):\n    return 0\n', 0.1);
const decoded = { program: broken.program, candidates: [broken, right, other] };

const summary = (ranked: Awaited<ReturnType<typeof rank>>) =>
  ranked.map(({ after, confidence }) => [Buffer.from(after.lines(last)).toString(), confidence]);
const last = { first: 2, last: 2 };

test('an edit that breaks the syntax of a file comes last, and is not right', async () => {
  expect(summary(await rank('a.py', before, decoded, calibration))).toEqual([
    ['    return -a\n', expect.closeTo(0.2)],
    ['    return 0\n', expect.closeTo(0.1)],
    ['    return (a\n', 0],
  ]);
});

test('syntax says nothing of other languages, nor of a file that has errors before', async () => {
  const [first] = await rank('a.txt', before, decoded, calibration);
  expect(first!.program).toBe(broken.program);
  const half = Source.of('def f(a:\n    return a\n');
  const program = oracle(half, Source.of('def f(a:\n    return (a\n'));
  expect((await rank('a.py', half, { program }))[0]).toMatchObject({ confidence: undefined });
});

test('an edit that mends the syntax of a file comes first, and has no rival that does not', async () => {
  const half = Source.of('x = [1\n\ndef f(a):\n    return a\n');
  const [same, mended] = [half, Source.of('x = [1]\n\ndef f(a):\n    return a\n')].map(
    (after, i) => ({
      ...{ program: oracle(half, after), logP: Math.log([0.6, 0.3][i]!), places: [] },
    }),
  );
  const answers = { program: same!.program, candidates: [same!, mended!] };
  const [first, second] = await rank('a.py', half, answers, { ...calibration, margin: 1 });
  expect(first).toMatchObject({ program: mended!.program, features: { margin: 4 } });
  expect(second!.features!.margin).toBeCloseTo(Math.log(2));
});

test('of two edits the one that is surer comes first, however likely', async () => {
  const same = candidate('def f(a):\n    return a\n', 0.3);
  const answers = { ...decoded, candidates: [same, right] };
  const order = async (weights: typeof calibration) =>
    (await rank('a.py', before, answers, weights)).map(({ program }) => program);
  expect(await order(calibration)).toEqual([same.program, right.program]);
  expect(await order({ ...calibration, unchanged: -2 })).toEqual([right.program, same.program]);
});

test('a rival that breaks the syntax is none', async () => {
  const cautious = { ...calibration, margin: 1 };
  const near = candidate('def f(a):\n    return 1\n', 0.19);
  const among = async (...candidates: (typeof right)[]) =>
    (await rank('a.py', before, { program: right.program, candidates }, cautious))[0]!.confidence!;
  expect(await among(right, broken)).toBeCloseTo(await among(right));
  expect(await among(right, near)).toBeLessThan(await among(right));
});

test('an answer that leaves the text as it is is known as one', async () => {
  const same = candidate('def f(a):\n    return a\n', 0.3);
  const ranked = await rank('a.py', before, { ...decoded, candidates: [same, right] }, calibration);
  expect(ranked.map(({ features }) => features!.unchanged)).toEqual([1, 0]);
});

test('a program that was not weighed has no confidence, unless it breaks the syntax', async () => {
  const confidence = async ({ program }: typeof right) =>
    (await rank('a.py', before, { program }, calibration))[0]!.confidence;
  expect(await confidence(right)).toBeUndefined();
  expect(await confidence(broken)).toBe(0);
});

test('each place has the confidence that it would have alone', async () => {
  const [best] = await rank('a.txt', before, decoded, calibration);
  expect(best!.places).toEqual([{ lines: last, confidence: expect.closeTo(Math.exp(-0.1)) }]);
});
