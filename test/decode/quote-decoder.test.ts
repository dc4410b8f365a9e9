import { describe, expect, test, vi } from 'vitest';
import { resolve } from '../../src/apply/resolve.js';
import { decode } from '../../src/decode/decode.js';
import type { DecodeEvent, DecodeRequest } from '../../src/decode/decoder.js';
import { decodeQuotes } from '../../src/decode/quote-decoder.js';
import { Run } from '../../src/decode/run.js';
import type { TokenId } from '../../src/decode/tokenizer.js';
import { format, type Program } from '../../src/grammar/program.js';
import { Source } from '../../src/grammar/source.js';
import { absence, readPairs } from '../data-sets.js';
import { bothWays } from './both-ways.js';
import {
  END,
  loadedWith,
  replaces,
  ScriptedModel,
  toyTokenizer,
  type Wishes,
} from './scripted-model.js';
import { loadTiny } from './tiny-model.js';
import { request } from './trace.js';

const before = `def total(items):
    result = 0
    for item in items:
        print(item)
        result = result - item
    return result
`;

async function fix(source: string, wishes: Wishes, options: Partial<DecodeRequest> = {}) {
  const model = new ScriptedModel(wishes);
  const events: DecodeEvent[] = [];
  const asked = request(source, options);
  const decoded = await decode(loadedWith(model, 'quotes'), asked, (e) => events.push(e));
  const text = new TextDecoder().decode(resolve(decoded.program, new Source(asked.source)));
  return { ...decoded, text, events, model };
}

const line = (n: number) => `${before.split('\n')[n - 1]}\n`;

describe('the decoder of quotes', () => {
  test('replaces a quoted line and copies the rest', async () => {
    const { text, program, stats } = await fix(
      before,
      replaces([line(5), '        result = result + item\n']),
    );
    expect(text).toBe(before.replace('- item', '+ item'));
    expect(new TextDecoder().decode(format(program))).toBe(
      '<copy lines="1-4"/><gen>        result = result + item\n</gen><copy lines="6-6"/>',
    );
    expect(stats.nForwards).toBeLessThan(18);
    expect(stats.nForced).toBeGreaterThan(5);
  });

  test.for<[string, string, [string, string][]]>([
    ['a deleted line', before.replace(line(4), ''), [[line(4), '']]],
    [
      'an inserted line',
      before.replace(line(6), `    assert result\n${line(6)}`),
      [[line(6), `    assert result\n${line(6)}`]],
    ],
    ['two places', before.replaceAll('item)', 'x)'), [[line(4), '        print(x)\n']]],
    [
      'several hunks',
      `def sum(items):\n${before.split('\n').slice(1, 5).join('\n')}\n    return 0\n`,
      [
        [line(1), 'def sum(items):\n'],
        [line(6), '    return 0\n'],
      ],
    ],
    [
      'several lines at once',
      before.replace(line(4) + line(5), '        x\n'),
      [[line(4) + line(5), '        x\n']],
    ],
  ])('makes %s', async ([, after, hunks]) => {
    const { text, abstained } = await fix(before, replaces(...hunks));
    expect(abstained).toBeUndefined();
    expect(text).toBe(after);
  });

  test('changes nothing when the model ends at once', async () => {
    const { text, program, stats } = await fix(before, replaces());
    expect(text).toBe(before);
    expect(program).toHaveLength(1);
    expect(stats.nForwards).toBe(1);
  });

  test('cannot quote what the region does not hold', async () => {
    const wishes: Wishes = (read) => [
      ...toyTokenizer.encode('zzz'),
      ...replaces([line(4), ''])(read),
    ];
    const { text } = await fix(before, wishes, { fence: { first: 4, last: 4 }, maxTokens: 60 });
    expect(text.startsWith(before.slice(0, before.indexOf(line(4))))).toBe(true);
    expect(text.endsWith(line(5) + line(6))).toBe(true);
  });

  test('a quote stands for the first place after the hunk before it', async () => {
    const source = 'a\nx\nb\nx\nx\n';
    expect((await fix(source, replaces(['x\n', '1\n']))).text).toBe('a\n1\nb\nx\nx\n');
    expect((await fix(source, replaces(['x\n', '1\n'], ['x\n', '2\n']))).text).toBe(
      'a\n1\nb\n2\nx\n',
    );
    expect((await fix(source, replaces(['b\nx\n', 'b\n1\n']))).text).toBe('a\nx\nb\n1\nx\n');
  });

  test('a text ends with its line', async () => {
    const early: Wishes = (read) => replaces(['b\n', 'c'])(read).filter((token) => token === END);
    const wishes: Wishes = (read) => [...early(read), ...replaces(['b\n', 'c\n'])(read)];
    expect((await fix('a\nb\nd\n', wishes)).text).toBe('a\nc\nd\n');
    expect((await fix('a\nb', replaces(['b', 'c']))).text).toBe('a\nc');
  });

  test('starts an empty file', async () => {
    expect((await fix('', replaces(['', 'a\n']))).text).toBe('a\n');
    expect((await fix('', replaces())).text).toBe('');
  });

  test('takes away the quoted line, not one that looks like it', async () => {
    expect((await fix('a\r\na\n', replaces(['a\n', '']))).text).toBe('a\n');
  });

  test('keeps line endings and odd bytes of lines that it does not quote', async () => {
    const source = 'a\r\n\ufeffb\r\nc\r\n';
    expect((await fix(source, replaces(['c\n', 'X\n']))).text).toBe('a\r\n\ufeffb\r\nX\r\n');
  });

  test('reads the pointed line as the draft of the quote', async () => {
    const answer = replaces([line(5), '        result = result + item\n']);
    const pointed = { first: 5, last: 5 };
    const [plain, drafted] = [await fix(before, answer), await fix(before, answer, { pointed })];
    expect(drafted.text).toBe(plain.text);
    expect(drafted.stats.nForwards).toBeLessThan(plain.stats.nForwards);
  });

  test('emits the lines as they settle', async () => {
    const { events } = await fix(before, replaces([line(5), '        x\n']));
    const lines = events.filter(({ type }) => type === 'copy' || type === 'gen');
    expect(lines).toEqual([
      { type: 'copy', lines: { first: 1, last: 4 } },
      { type: 'gen', text: '        x\n' },
      { type: 'copy', lines: { first: 6, last: 6 } },
    ]);
  });

  test('emits lines as copied behind a long deletion', async () => {
    const source = Array.from({ length: 60 }, (_, n) => `line ${n}\n`);
    const quoted = source.slice(4, 30).join('');
    const { events, text } = await fix(source.join(''), replaces([quoted, '']));
    expect(text).toBe(source.toSpliced(4, 26).join(''));
    expect(events.filter(({ type }) => type === 'copy' || type === 'gen')).toEqual([
      { type: 'copy', lines: { first: 1, last: 4 } },
      { type: 'copy', lines: { first: 31, last: 60 } },
    ]);
  });

  test('abstains when the context is full', async () => {
    const model = new ScriptedModel(replaces([line(5), ' '.repeat(8) + 'x'.repeat(500)]), 200);
    const { abstained } = await decode(loadedWith(model, 'quotes'), request(before, {}));
    expect(abstained).toBe('the context of the model is full');
    expect(model.length).toBeLessThanOrEqual(200);
  });

  test('abstains with the file as it was when the budget is spent', async () => {
    const answer = replaces([line(5), ' '.repeat(8) + 'x'.repeat(500)]);
    const { text, abstained } = await fix(before, answer, { maxTokens: 60 });
    expect(abstained).toBe('the budget of 60 tokens is spent');
    expect(text).toBe(before);
  });
});

describe('candidates', () => {
  /** Wants the first answer, a little less the second. */
  const torn: Wishes = (read) => {
    const wanted = [first, second].map((answer) => answer(read)[0]!);
    return [...new Set(wanted)];
  };
  const first = replaces([line(5), '        result = result + item\n']);
  const second = replaces([line(4), '']);
  const texts = [before.replace('- item', '+ item'), before.replace(line(4), '')];
  const textOf = ({ program }: { program: Program }) =>
    new TextDecoder().decode(resolve(program, Source.of(before)));

  test('are weighed as a whole: the shorter answer is likelier than the greedy one', async () => {
    const { candidates, program, events } = await fix(before, torn, { candidates: 2 });
    expect(candidates!.map(textOf)).toEqual(texts.toReversed());
    expect(candidates![0]!.program).toBe(program);
    expect(candidates![0]!.logP).toBeGreaterThan(candidates![1]!.logP);
    const gens = events.filter(({ type }) => type === 'gen');
    expect(gens).toEqual([{ type: 'gen', text: '        result = result + item\n' }]);
  });

  test('tell how likely each place is', async () => {
    const answer = replaces([line(4), ''], [line(5), '        x\n']);
    const { candidates } = await fix(before, answer, { candidates: 1 });
    const [{ places, logP } = { places: [], logP: 0 }] = candidates!;
    expect(places.map(({ lines }) => lines.first)).toEqual([4, 5]);
    expect(places.reduce((sum, place) => sum + place.logP, 0)).toBeCloseTo(logP, 9);
  });

  test('are not weighed unless asked for, nor when sampling', async () => {
    const sampling = { temperature: 0.5, topP: 1, seed: 3 };
    expect((await fix(before, torn)).candidates).toBeUndefined();
    expect((await fix(before, torn, { candidates: 3, sampling })).candidates).toBeUndefined();
  });

  test('one that ends takes the place of one that does not', async () => {
    const endless = replaces([line(5), `        ${'x'.repeat(500)}`]);
    const wishes: Wishes = (read) => [endless(read)[0]!, second(read)[0]!];
    const { text, abstained } = await fix(before, wishes, { candidates: 2, maxTokens: 60 });
    expect(abstained).toBeUndefined();
    expect(text).toBe(texts[1]);
  });

  test.skipIf(absence !== undefined)(
    'are the same without drafts, and with all of each answer read anew',
    { timeout: 300_000 },
    async () => {
      const loaded = await loadTiny('quotes');
      const pairs = readPairs().filter(({ id }) => id.startsWith('canitedit/'));
      for (const { before } of pairs.slice(0, 12)) {
        const lines = before.split('\n').slice(0, 12).join('\n');
        const asked = request(lines, { maxTokens: 30, candidates: 4 });
        const { ways } = await bothWays(loaded, asked, decodeQuotes);
        expect(ways[0].candidates).toEqual(ways[1].candidates);
        const rewind = vi.spyOn(Run.prototype, 'rewind').mockImplementation(readAnew);
        const anew = await decodeQuotes(new Run(loaded, asked, () => {}));
        rewind.mockRestore();
        expect(anew.candidates).toEqual(ways[0].candidates);
      }
    },
  );
});

/** Goes back to the end of the prompt, which is where the run was the first time. */
function readAnew(this: Run, answer: readonly TokenId[]): readonly TokenId[] {
  if (answer.length === 1) promptLength = this.length;
  this.truncate(promptLength);
  return answer;
}
let promptLength = 0;

describe('drafts of quotes', () => {
  test.skipIf(absence !== undefined).for([0, 0.8])(
    'change nothing at temperature %d, on 60 files with random weights',
    { timeout: 300_000 },
    async (temperature) => {
      const loaded = await loadTiny('quotes');
      const pairs = readPairs().filter(({ id }) => id.startsWith('canitedit/'));
      for (const [n, { before }] of pairs.slice(0, 60).entries()) {
        const lines = before.split('\n').slice(0, 15).join('\n');
        const pointed = n % 2 === 0 ? { pointed: { first: 1, last: 1 } } : {};
        const sampling = { temperature, topP: 0.95, seed: 11 };
        const asked = request(lines, { sampling, maxTokens: 40, ...pointed });
        const { ways } = await bothWays(loaded, asked, decodeQuotes);
        expect(ways[0]).toEqual(ways[1]);
      }
    },
  );
});
