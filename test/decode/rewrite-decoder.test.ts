import { describe, expect, test } from 'vitest';
import { resolve } from '../../src/apply/resolve.js';
import { decode } from '../../src/decode/decode.js';
import type { DecodeEvent, DecodeRequest } from '../../src/decode/decoder.js';
import { format } from '../../src/grammar/program.js';
import { type LineRange, Source } from '../../src/grammar/source.js';
import { absence, readPairs } from '../data-sets.js';
import { bothWays } from './both-ways.js';
import { loadedWith, ScriptedModel, toyTokenizer, type Wishes, writes } from './scripted-model.js';
import { loadTiny } from './tiny-model.js';
import { request as requestOf } from './trace.js';

const before = `def total(items):
    result = 0
    for item in items:
        print(item)
        result = result - item
    return result
`;

function request(source: string, options: Partial<DecodeRequest> = {}): DecodeRequest {
  return requestOf(source, { path: 'total.py', mode: 'rewrite', ...options });
}

async function rewrite(source: string, wishes: Wishes, options: Partial<DecodeRequest> = {}) {
  const model = new ScriptedModel(wishes);
  const events: DecodeEvent[] = [];
  const asked = request(source, options);
  const decoded = await decode(loadedWith(model), asked, (event) => events.push(event));
  const text = new TextDecoder().decode(resolve(decoded.program, new Source(asked.source)));
  return { ...decoded, text, events, model };
}

const program = async (...args: Parameters<typeof rewrite>) =>
  new TextDecoder().decode(format((await rewrite(...args)).program));

describe('the rewrite decoder', () => {
  test('copies an unchanged file in a few forwards', async () => {
    const { text, stats } = await rewrite(before, writes(before));
    expect(text).toBe(before);
    expect(stats.nForwards).toBeLessThan(6);
    expect(stats.nCopied).toBe(toyTokenizer.encode(before).length);
    expect(stats.nGenerated).toBe(1);
  });

  test.for([
    ['a changed token', before.replace('- item', '+ item')],
    ['a deleted line', before.replace('        print(item)\n', '')],
    ['an inserted line', before.replace('    return', '    assert result\n    return')],
    ['a line at the start', `import math\n${before}`],
    ['a line at the end', `${before}\n\nprint(total([]))\n`],
    ['a missing final newline', before.trimEnd()],
    ['an empty file', ''],
    ['nothing in common', 'x\n'.repeat(30)],
  ])('gives the text that the model wants: %s', async ([, after]) => {
    const { text, abstained } = await rewrite(before, writes(after!));
    expect(abstained).toBeUndefined();
    expect(text).toBe(after);
  });

  test('needs few forwards for a small change', async () => {
    const { stats } = await rewrite(before, writes(before.replace('- item', '+ item')));
    expect(stats.nForwards).toBeLessThan(10);
    const { source, lookup } = stats.drafts;
    expect(source.nAccepted + lookup.nAccepted).toBeGreaterThan(0.8 * stats.nCopied);
    expect(source.nDrafted).toBeGreaterThanOrEqual(source.nAccepted);
    expect(lookup.nDrafted).toBeGreaterThan(0);
  });

  test('says kept lines as copies', async () => {
    expect(await program(before, writes(before.replace('- item', '+ item')))).toBe(
      '<copy lines="1-4"/><gen>        result = result + item\n</gen><copy lines="6-6"/>',
    );
  });

  test('emits the lines as they settle', async () => {
    const { events } = await rewrite(before, writes(before.replace('- item', '+ item')));
    const lines = events.filter(({ type }) => type === 'copy' || type === 'gen');
    const copied = lines.flatMap((event) => (event.type === 'copy' ? [event.lines] : []));
    expect(copied[0]?.first).toBe(1);
    expect(copied.at(-1)?.last).toBe(6);
    expect(lines).toContainEqual({ type: 'gen', text: '        result = result + item\n' });
  });

  test('writes the fence alone', async () => {
    const fence: LineRange = { first: 5, last: 5 };
    const { text } = await rewrite(before, writes('        result += item\n'), { fence });
    expect(text).toBe(before.replace('result = result - item', 'result += item'));
  });

  test('shows and writes the lines around a pointed line, within the fence', async () => {
    const source = Array.from({ length: 60 }, (_, n) => `${n + 1}\n`);
    const fence = { first: 5, last: 60 };
    const pointed = { first: 20, last: 20 };
    const region = source.slice(4, 40).join('').replace('20\n', 'x\n');
    const { text, model } = await rewrite(source.join(''), writes(region), { fence, pointed });
    expect(text).toBe(source.join('').replace('20\n', 'x\n'));
    const read = toyTokenizer.decode(model.tokens);
    expect(read).toContain('\n5\n6\n');
    expect(read).not.toContain('\n4\n5\n');
    expect(read).not.toContain('40\n41\n');
  });

  test('starts an empty file', async () => {
    expect((await rewrite('', writes('a\n'))).text).toBe('a\n');
    expect((await rewrite('', writes(''))).text).toBe('');
  });

  test('keeps line endings and odd bytes of lines that the model keeps', async () => {
    const source = 'a\r\n\ufeffb\r\nc\r\n';
    expect((await rewrite(source, writes('a\nX\nc\n'))).text).toBe('a\r\nX\r\nc\r\n');
  });

  test('masks what no text may hold, also where drafts are verified', async () => {
    const [cr] = toyTokenizer.encode('\r');
    const [x] = toyTokenizer.encode('x');
    const answer = writes('ab\n');
    const wishes: Wishes = (read) => [cr!, ...answer(read), x!];
    const { text, stats } = await rewrite('ab\n', wishes);
    expect(text).toBe('ab\n');
    expect(stats.nForwards).toBeGreaterThan(4);
  });

  test('abstains with the file as it was when the budget is spent', async () => {
    const { text, abstained, stats } = await rewrite(before, writes('x'.repeat(500)), {
      maxTokens: 40,
    });
    expect(abstained).toBe('the budget of 40 tokens is spent');
    expect(text).toBe(before);
    expect(stats.nForwards).toBeLessThanOrEqual(40);
  });

  test('abstains when the context is full', async () => {
    const model = new ScriptedModel(writes('x'.repeat(500)), 160);
    const decoded = await decode(loadedWith(model), request(before));
    expect(decoded.abstained).toBe('the context of the model is full');
    expect(model.length).toBeLessThanOrEqual(160);
  });

  test('says how many tokens are missing for a file longer than the context', async () => {
    const failure = await decode(
      loadedWith(new ScriptedModel(writes(''), 50)),
      request(before),
    ).catch((error: unknown) => error);
    expect(failure).toMatchObject({ exitStatus: 4, hint: expect.stringContaining('`total.py:1-') });
    expect((failure as Error).message).toMatch(
      /^Lines 1-6 of `total\.py` need \d+ tokens, but the model's context holds 50\.$/,
    );
  });

  test('asks a chat model for a code fence and takes its content', async () => {
    const after = 'ab\nX\n';
    const answer = toyTokenizer.encode(`${after}\`\`\``);
    const wishes: Wishes = (read) => {
      const opening = toyTokenizer.encode('assistant\n```py\n');
      const at = read.findLastIndex((_, i) => opening.every((id, j) => read[i + j] === id));
      return [answer[read.length - at - opening.length] ?? 100];
    };
    const model = new ScriptedModel(wishes);
    const decoded = await decode(loadedWith(model, 'chat'), request('ab\ncd'));
    const text = new TextDecoder().decode(resolve(decoded.program, Source.of('ab\ncd')));
    expect(text).toBe('ab\nX');
  });
});

describe('drafts', () => {
  const asked = (text: string, temperature: number) =>
    request(text.split('\n').slice(0, 15).join('\n'), {
      sampling: { temperature, topP: 0.95, seed: 11 },
      maxTokens: 40,
    });

  test.skipIf(absence !== undefined).for([0, 0.8])(
    'change nothing at temperature %d, on 60 files with random weights',
    { timeout: 300_000 },
    async (temperature) => {
      const loaded = await loadTiny();
      const pairs = readPairs().filter(({ id }) => id.startsWith('canitedit/'));
      for (const { before } of pairs.slice(0, 60)) {
        const { ways } = await bothWays(loaded, asked(before, temperature));
        expect(ways[0]).toEqual(ways[1]);
      }
    },
  );
});
