// Whatever the weights say, a decode gives a valid program that changes its fence alone.
import fc from 'fast-check';
import { beforeAll, describe, expect, test } from 'vitest';
import { resolve } from '../../src/apply/resolve.js';
import { decode } from '../../src/decode/decode.js';
import type { DecodeRequest } from '../../src/decode/decoder.js';
import { LoadedModel } from '../../src/decode/loaded-model.js';
import { quoteMarks } from '../../src/decode/quote-matcher.js';
import { parse } from '../../src/grammar/parse.js';
import { format } from '../../src/grammar/program.js';
import { Source } from '../../src/grammar/source.js';
import { absence, readPairs } from '../data-sets.js';
import { BiasedModel } from './biased-model.js';
import { loadTiny } from './tiny-model.js';

const numRuns = process.env.CAD_SOAK === '1' ? 5000 : 1000;

const edges = [
  '',
  '\n',
  'a',
  'a\r\nb\r\n',
  '\ufeffa\nb',
  '\ufeff',
  'x\n'.repeat(30),
  '<gen>\n</gen>\n',
  'é\u202e\n',
];
const oddBytes = fc.uint8Array({ maxLength: 60 }).map((bytes) => bytes.map((byte) => byte || 10));

/** Up to 25 lines of a file of the sets, the edge cases, and bytes that are no text. */
const sources = (files: readonly string[]) =>
  fc.oneof(
    { weight: 6, arbitrary: excerpt(fc.constantFrom(...files)) },
    {
      weight: 2,
      arbitrary: fc.constantFrom(...edges).map((text) => new TextEncoder().encode(text)),
    },
    { weight: 1, arbitrary: oddBytes },
  );

const excerpt = (file: fc.Arbitrary<string>) =>
  fc.tuple(file, fc.nat(100), fc.integer({ min: 1, max: 25 })).map(([text, start, nLines]) => {
    const lines = text.split(/(?<=\n)/);
    const first = start % lines.length;
    return new TextEncoder().encode(lines.slice(first, first + nLines).join(''));
  });

const requests = (files: readonly string[]): fc.Arbitrary<DecodeRequest> =>
  fc
    .record({
      path: fc.constantFrom('a.py', 'b.ts'),
      source: sources(files),
      ends: fc.tuple(fc.nat(30), fc.nat(30)),
      instruction: fc.constantFrom('Fix it.', 'Rename a to b.', 'Fix line 3.'),
      mode: fc.constantFrom<DecodeRequest['mode'][]>('program', 'program', 'rewrite'),
      sampling: fc.record({
        temperature: fc.constantFrom(0, 0.5, 1, 1.5, 2),
        topP: fc.constantFrom(1, 0.9),
        seed: fc.nat(),
      }),
      maxTokens: fc.integer({ min: 0, max: 60 }),
    })
    .map(({ ends, ...request }) => ({ ...request, fence: fenceOf(request.source, ends) }));

function fenceOf(source: Uint8Array, [a, b]: [number, number]) {
  const { nLines } = new Source(source);
  if (nLines === 0) return { first: 1, last: 0 };
  const [first, last] = [1 + (a % nLines), 1 + (b % nLines)].sort((x, y) => x - y) as [
    number,
    number,
  ];
  return { first, last };
}

let loaded: Record<'tags' | 'quotes', LoadedModel>;
beforeAll(async () => {
  loaded = { tags: await loadTiny('tags'), quotes: await quoting() };
});

async function quoting(): Promise<LoadedModel> {
  const { model, tokenizer, end, lossless } = await loadTiny();
  const biased = new BiasedModel(model, Object.values(quoteMarks(tokenizer)));
  return new LoadedModel({ model: biased, tokenizer, prompt: 'quotes', end, lossless });
}

describe.skipIf(absence !== undefined)('a decoded program', () => {
  test(`is strictly parsed, resolves, and leaves the lines outside its fence, in ${numRuns} runs`, async () => {
    const files = readPairs().map(({ before }) => before);
    const seen = { tags: newCounts(), quotes: newCounts() };
    await fc.assert(
      fc.asyncProperty(
        requests(files),
        fc.constantFrom('tags', 'quotes'),
        async (request, form) => {
          const source = new Source(request.source);
          const fence = request.fence!;
          const { program, abstained } = await decode(loaded[form], request);
          expect(parse(format(program))).toEqual(program);
          const bytes = Buffer.from(resolve(program, source));
          const head = source.lines({ first: 1, last: fence.first - 1 });
          const tail = source.lines({ first: fence.last + 1, last: source.nLines });
          expect(bytes.subarray(0, head.length).equals(head)).toBe(true);
          expect(bytes.subarray(bytes.length - tail.length).equals(tail)).toBe(true);
          expect(bytes.length).toBeGreaterThanOrEqual(head.length + tail.length);
          if (abstained === undefined) seen[form].finished++;
          else seen[form].abstained++;
          if (!bytes.equals(request.source)) seen[form].changed++;
        },
      ),
      { numRuns },
    );
    // A run that never ends well, or never changes a thing, would show nothing.
    for (const counts of Object.values(seen)) {
      expect(Math.min(...Object.values(counts))).toBeGreaterThan(numRuns / 100);
    }
  }, 600_000);
});

function newCounts() {
  return { abstained: 0, changed: 0, finished: 0 };
}
