import { stripVTControlCharacters } from 'node:util';
import { expect, test } from 'vitest';
import type { Figures } from '../../src/cli/bench-figures.js';
import { benchReport } from '../../src/cli/bench-report.js';

const around = (median: number) => ({ median, min: 0.9 * median, max: 1.5 * median });
const way = (outputMs: number, nTokens: number, isRight: boolean) => ({
  ...{ mode: 'rewrite' as const, promptMs: around(300), outputMs: around(outputMs) },
  ...{ nPrompt: 400, nTokens, nForwards: nTokens, isRight },
});
const edit = {
  ...{ path: 'a.js', instruction: 'use === in `a == 1`', nLines: 42 },
  ...{ nFileTokens: 359, nRightTokens: 360 },
};
const figures: Figures = {
  machine: { cpu: 'Abacus 9000', nCores: 2, node: '22.1.0', onnxruntime: '1.30.0' },
  model: {
    ...{ name: 'small', version: '0.1.0', device: 'cpu', nThreads: 1 },
    ...{ loadMs: 612.3, lossless: 'lossless' },
  },
  nContext: 512,
  copies: [8, 512].map((nTokens) => ({
    nTokens,
    forwardMs: around(16 + nTokens),
    stepsMs: 11 * nTokens,
    ratio: (11 * nTokens) / (16 + nTokens),
  })),
  prefill: { nTokens: 512, ms: around(400), tokensPerSecond: 1280 },
  step: {
    ...{ ms: around(11), stepsPerSecond: 1000 / 11, weightBytes: 138e6, cacheBytes: 23.6e6 },
    ...{ bytesPerSecond: around(30e9), memoryMs: 5.387, ratio: 2.04 },
  },
  edits: [
    {
      ...edit,
      fast: { ...way(100, 25, true), mode: 'program' },
      plain: way(4000, 361, true),
      ...{ plainOutputMs: 4000, outputRatio: 40, totalRatio: 10.75 },
    },
    { path: 'b.js', instruction: 'fix it', skipped: 'The context is too short.' },
  ],
};

test('a report fits into 80 columns', () => {
  const report = benchReport(figures, { width: 80, color: false });
  expect(report).toMatchInlineSnapshot(`
    "Abacus 9000, 2 cores
    Node.js 22.1.0, onnxruntime 1.30.0
    small 0.1.0, loaded in 612 ms, on CPU with 1 thread (lossless)

    Copied tokens, after 512 tokens of context
      tokens  in one forward          in steps   ratio
           8  24.0 ms (21.6–36.0)    88.0 ms   3.67x  ██████████▋
         512  528 ms (475–792)       5632 ms   10.7x  ███████████████████▎

    Rates
      prefill    1280 tokens/s  512 tokens on an empty cache in 400 ms (360–600)
      decode     90.9 steps/s   a step after 512 tokens takes 11.0 ms (9.90–16.5)
      memory     30.0 GB/s      (27.0–45.0), read by 1 thread
      A step reads 138 MB of weights (all files of them) and 23.6 MB of keys and
      values, 5.39 ms at that rate; it takes 2.04x as long.

    Sample edits, against the whole file written token by token
      a.js: use === in \`a == 1\`
        42 lines, 359 tokens      prompt     output  tokens  forwards  edit
        program mode                300 ms     100 ms      25        25  right
        rewrite, token by token     300 ms    4000 ms     361       361  right
        gain in output                         40.0x  ██████████████████████████████
        gain end to end                        10.8x  ███████████████████▍

      b.js: fix it
        skipped: The context is too short.

    Figures are medians (least–most). Bars: ratio, on a log scale from 1 to 40.0.
    "
  `);
  for (const line of report.split('\n')) expect(line.length).toBeLessThanOrEqual(80);
});

test('bars grow with the width, up to a point', () => {
  const longest = (width: number) =>
    Math.max(
      ...benchReport(figures, { width, color: false })
        .match(/█+/g)!
        .map((bar) => bar.length),
    );
  expect([80, 100, 500].map(longest)).toEqual([30, 50, 60]);
});

test('without colour there is no control character but the line feed', () => {
  const plain = benchReport(figures, { width: 80, color: false });
  expect(plain).not.toMatch(/[^\P{Cc}\n]/u);
  const colored = benchReport(figures, { width: 80, color: true });
  expect(colored).toContain('\u001b[36m█');
  expect(stripVTControlCharacters(colored)).toBe(plain);
});

test('a text that is not right is told of', () => {
  const plain = way(4000, 466, false);
  const wrong = { ...figures.edits[0]!, plain: { ...plain, abstained: 'the budget is spent' } };
  const report = benchReport(
    { ...figures, edits: [wrong as Figures['edits'][0]] },
    { width: 80, color: false },
  );
  expect(report).toContain('unfinished');
  expect(report).toContain('Where the text written token by token is not right');
  for (const line of report.split('\n')) expect(line.length).toBeLessThanOrEqual(80);
});
