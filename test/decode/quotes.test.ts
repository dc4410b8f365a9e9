// The quotes that training makes of a change are what the decoder makes the change of.
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { resolve } from '../../src/apply/resolve.js';
import { decode } from '../../src/decode/decode.js';
import { regionText } from '../../src/decode/prompt.js';
import { quotes } from '../../src/decode/quotes.js';
import { Source } from '../../src/grammar/source.js';
import { absence, readPairs } from '../data-sets.js';
import { loadedWith, replaces, ScriptedModel } from './scripted-model.js';

async function roundTrip(before: string, after: string): Promise<string | undefined> {
  const source = Source.of(before);
  const hunks = quotes(source, Source.of(after), source.all);
  if (hunks === undefined) return undefined;
  const answer = hunks.map(({ lines, text }): [string, string] => [
    regionText(source, lines),
    text,
  ]);
  const decoded = await decode(
    loadedWith(new ScriptedModel(replaces(...answer), 50_000), 'quotes'),
    {
      path: 'a.py',
      source: source.bytes,
      fence: source.all,
      instruction: 'Fix it.',
      mode: 'program',
      sampling: { temperature: 0, topP: 1, seed: 1 },
      maxTokens: 20_000,
    },
  );
  expect(decoded.abstained).toBeUndefined();
  return new TextDecoder().decode(resolve(decoded.program, source));
}

describe('quotes of a change', () => {
  const line = fc.constantFrom('a\n', 'b\n', '}\n', '\n', 'cc dd\n', '  a\n', '  b\n', ' \n');
  const last = fc.constantFrom('', '', 'a', '  b');
  const text = fc
    .tuple(fc.array(line, { minLength: 1, maxLength: 12 }), last)
    .map(([lines, rest]) => lines.join('') + rest);

  test('give the change again, with many equal lines', async () => {
    await fc.assert(
      fc.asyncProperty(text, text, async (before, after) => {
        // No answer takes the final newline away.
        fc.pre(after.endsWith('\n') || !before.endsWith('\n'));
        const found = await roundTrip(before, after);
        // No line above the first can be quoted to indent it otherwise.
        if (found !== undefined || indentation(before) === indentation(after)) {
          expect(found).toBe(after);
        }
      }),
      { numRuns: 300 },
    );
  });

  test('are none where a line outside the region changes', () => {
    const [before, after] = [Source.of('a\nb\nc\n'), Source.of('a\nx\nc\n')];
    expect(quotes(before, after, { first: 3, last: 3 })).toBeUndefined();
    expect(quotes(before, after, { first: 2, last: 2 })).toEqual([
      { lines: { first: 2, last: 2 }, text: 'x\n' },
    ]);
  });

  test('begin one line higher where an indentation changes', () => {
    const [before, after] = [Source.of('if a:\n  b\n'), Source.of('if a:\n    b\n')];
    expect(quotes(before, after, before.all)).toEqual([
      { lines: { first: 1, last: 2 }, text: 'if a:\n    b\n' },
    ]);
    expect(quotes(before, after, { first: 2, last: 2 })).toBeUndefined();
  });

  test.skipIf(absence !== undefined)('give the change again, on real edits', async () => {
    for (const { before, after } of readPairs().filter((_, i) => i % 20 === 0)) {
      if (!/[\r\ufeff\u202a-\u202e]/.test(before + after) && before !== '') {
        expect(await roundTrip(before, after)).toBe(after);
      }
    }
  });
});

function indentation(text: string): string {
  return /^ */.exec(text)![0];
}
