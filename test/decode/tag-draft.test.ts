import { describe, expect, test } from 'vitest';
import { LoadedModel } from '../../src/decode/loaded-model.js';
import { decodeProgram } from '../../src/decode/program-decoder.js';
import { Run } from '../../src/decode/run.js';
import { format } from '../../src/grammar/program.js';
import { absence, readPairs } from '../data-sets.js';
import { bothWays } from './both-ways.js';
import { loadedWith, ScriptedModel, tells, toyTokenizer } from './scripted-model.js';
import { loadTiny } from './tiny-model.js';
import { request } from './trace.js';

const before = 'a = 1\nb = 2\nc = 3\nd = 4\n';

/** Decodes what a model tells, pointed to line 3; gives what each forward read. */
async function forwards(...elements: string[]) {
  const model = new ScriptedModel(tells(...elements));
  const loaded = loadedWith(model, 'tags', { copyContext: 'reference' });
  const asked = request(before, { pointed: { first: 3, last: 3 } });
  const run = new Run(loaded, asked, () => {});
  const { program } = await decodeProgram(run);
  expect(new TextDecoder().decode(format(program))).toBe(elements.join(''));
  const reads = model.forwards.slice(-run.stats.nForwards);
  return { reads: reads.map((read) => toyTokenizer.decode(read)), drafts: run.stats.drafts };
}

describe('drafts of a program in tags', () => {
  test('are the copy up to the pointed line, its text, the tags around it, and the end', async () => {
    const change = ['<gen>', 'c = 3;\n', '</gen>', '<copy lines="4-4"/>'];
    const { reads, drafts } = await forwards('<copy lines="1-2"/>', ...change);
    expect(reads).toMatchInlineSnapshot(`
      [
        "<copy lines="1-2"/>",
        "<gen>c = 3
      ",
        ";</gen><copy lines="4-4"/>",
        "
      </gen><copy lines="4-4"/>",
      ]
    `);
    expect(drafts.tag.nAccepted).toBeGreaterThan(20);
  });

  test('that are all refused leave the program as it was', async () => {
    const change = ['<copy lines="1-1"/>', '<gen>', 'x\n', '</gen>', '<copy lines="3-4"/>'];
    const { reads } = await forwards(...change);
    expect(reads).toMatchInlineSnapshot(`
      [
        "<copy lines="1-2"/>",
        "1"/><gen>b = 2
      ",
        "x = 2
      </gen><copy lines="",
        "
      </gen><copy lines="3-",
        "4"/>",
      ]
    `);
  });

  test.skipIf(absence !== undefined).for([
    [0, 'prefill'],
    [0.8, 'prefill'],
    [0.8, 'reference'],
  ] as const)(
    'change nothing at temperature %d, with copies by %s',
    async ([temperature, copyContext]) => {
      const { model, tokenizer, end, lossless } = await loadTiny();
      const loaded = new LoadedModel({
        model,
        tokenizer,
        prompt: 'tags',
        end,
        lossless,
        copyContext,
      });
      const nSaved = { forwards: 0 };
      for (const [n, { before }] of readPairs().slice(0, 40).entries()) {
        const lines = before.split('\n').slice(0, 12).join('\n');
        const pointed = n % 2 === 0 ? { pointed: { first: 2, last: 2 } } : {};
        const sampling = { temperature, topP: 0.95, seed: n };
        const asked = request(lines, { sampling, maxTokens: 40, ...pointed });
        const { ways, stats } = await bothWays(loaded, asked, decodeProgram);
        const said = ways.map(({ program, abstained, nTokens }) => ({
          program,
          abstained,
          nTokens,
        }));
        expect(said[0]).toEqual(said[1]);
        nSaved.forwards += stats[1].nForwards - stats[0].nForwards;
      }
      expect(nSaved.forwards).toBeGreaterThan(0);
    },
  );
});
