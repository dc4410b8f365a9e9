import { describe, expect, test } from 'vitest';
import { resolve } from '../../src/apply/resolve.js';
import type { DecodeEvent, DecodeRequest } from '../../src/decode/decoder.js';
import { decodeProgram } from '../../src/decode/program-decoder.js';
import { Run } from '../../src/decode/run.js';
import { format } from '../../src/grammar/program.js';
import { Source } from '../../src/grammar/source.js';
import { END, loadedWith, ScriptedModel, toyTokenizer } from './scripted-model.js';
import { request, trace } from './trace.js';

const before = 'a\nb\nc\nd\ne\n';

// A tag's `<` is the only token where a tag must follow; its name is a choice of `copy` or `gen`.
describe('the trace of a program', () => {
  test('shows forced tags, and spans that are read in one forward', async () => {
    const wishes = 'copy 1 2 < gen x ↵ </ gen > < 4 5';
    expect(await trace(before, wishes)).toMatchInlineSnapshot(`
      "< → copy
      copy‧·line‧s‧=" → 1
      1‧- → 2
      2‧"/>‧⇉1-2 → <
      < → gen
      gen‧> → x
      x → ↵
      ↵ → </
      </ → gen
      gen → >
      > → <
      <‧copy‧·line‧s‧=" → 4
      4‧- → 5
      5‧"/> → END"
    `);
  });

  test('shows copies by reference: their tags alone are read, however many lines they copy', async () => {
    const wishes = 'copy 1 4 < gen x ↵ </ gen > < 5';
    const parts = { copyContext: 'reference' } as const;
    const shown = await trace(before, wishes, {}, parts);
    expect(shown).toContain('4‧"/> → <');
    expect(shown).not.toContain('⇉');
    expect(await trace(before, wishes)).toContain('4‧"/>‧⇉1-4 → <');
  });

  test('shows that lines outside the fence are never a choice', async () => {
    const fence = { first: 3, last: 3 };
    const wishes = '2 gen x ↵ </ gen > 4';
    expect(await trace(before, wishes, { fence })).toMatchInlineSnapshot(`
      "<‧copy‧·line‧s‧="‧1‧- → 2
      2‧"/>‧⇉1-2‧< → gen
      gen‧> → x
      x → ↵
      ↵ → </
      </ → gen
      gen → >
      >‧<‧copy‧·line‧s‧=" → 4"
    `);
  });

  test('shows copies that are out of range or backward as masked', async () => {
    const wishes = 'copy 6|3 9|2|4 < x ↵ </ gen > < 4|5';
    expect(await trace(before, wishes)).toMatchInlineSnapshot(`
      "< → copy
      copy‧·line‧s‧=" → ✖6 3
      3‧- → ✖9 ✖2 4
      4‧"/>‧⇉3-4 → <
      <‧gen‧> → x
      x → ↵
      ↵ → </
      </ → gen
      gen → >
      > → <
      <‧copy‧·line‧s‧="‧5‧-‧5‧"/> → ✖4 ✖5 END"
    `);
  });
});

/** Says the tokens, which spaces separate, one after another, whatever it reads; without drafts. */
async function say(
  source: string,
  texts: string,
  { nContext = 4096, ...options }: Partial<DecodeRequest> & { nContext?: number } = {},
) {
  const tokens = toyTokenizer.encode(texts.replaceAll(' ', '').replaceAll('↵', '\n'));
  let nDecisions = 0;
  const model = new ScriptedModel(() => [tokens[nDecisions++] ?? END], nContext);
  const events: DecodeEvent[] = [];
  const asked = request(source, options);
  const run = new Run(loadedWith(model), asked, (event) => events.push(event));
  const decoded = await decodeProgram(run, { drafts: false });
  const bytes = resolve(decoded.program, new Source(asked.source));
  const program = new TextDecoder().decode(format(decoded.program));
  return {
    ...decoded,
    stats: run.stats,
    program,
    text: new TextDecoder().decode(bytes),
    events,
    model,
  };
}

describe('the program decoder', () => {
  test('gives the program and its counters', async () => {
    const said = await say(before, 'copy 1 2 < gen X ↵ </ gen > < 4 5');
    expect(said.program).toBe('<copy lines="1-2"/><gen>X\n</gen><copy lines="4-5"/>');
    expect(said.text).toBe('a\nb\nX\nd\ne\n');
    expect(said.abstained).toBeUndefined();
    // a↵ b↵ d↵ e↵; 13 decisions and the end; the rest of the tags was forced.
    expect(said.stats).toMatchObject({ nForwards: 14, nCopied: 8, nGenerated: 14 });
    expect(said.stats.nForced).toBe(toyTokenizer.encode(said.program).length + 1 - 14);
  });

  test('emits copies and lines of new text as they are said', async () => {
    const { events } = await say(before, 'copy 1 2 < gen X ↵ Y ↵ </ gen > < 4 5');
    expect(events.filter(({ type }) => type === 'copy' || type === 'gen')).toEqual([
      { type: 'copy', lines: { first: 1, last: 2 } },
      { type: 'gen', text: 'X\n' },
      { type: 'gen', text: 'Y\n' },
      { type: 'copy', lines: { first: 4, last: 5 } },
    ]);
  });

  test('reads tags and text as they are when encoded alone, however they were said', async () => {
    const { model, program } = await say(before, 'copy 1 2 < gen r e t u r n ↵ </ gen > < 4 5');
    const canonical = [
      ...toyTokenizer.encode('<copy lines="1-2"/>'),
      ...toyTokenizer.encode('a\nb\n'),
      ...toyTokenizer.encode('<gen>'),
      ...toyTokenizer.encode('return\n'),
      ...toyTokenizer.encode('</gen>'),
      ...toyTokenizer.encode('<copy lines="4-5"/>'),
    ];
    expect(program).toContain('<gen>return\n</gen>');
    expect(model.tokens.slice(-canonical.length)).toEqual(canonical);
  });

  test('closes the program and abstains when the budget is spent', async () => {
    const said = await say(before, 'copy 1 2 < gen X ↵', { maxTokens: 8 });
    expect(said.abstained).toBe('the budget of 8 tokens is spent');
    expect(said.program).toMatch(/^<copy lines="1-2"\/><gen>X\n<\/gen><copy lines="3-5"\/>$/);
  });

  test('closes the program and abstains when the context is full', async () => {
    const said = await say(before, `copy 1 2 < gen ${'X'.repeat(200)}`, { nContext: 80 });
    expect(said.abstained).toBe('the context of the model is full');
    expect(said.model.length).toBeLessThanOrEqual(80);
    expect(said.text).toMatch(/^a\nb\nX+/);
  });

  test('reads only what the view shows of a copied span', async () => {
    const source = Array.from({ length: 99 }, (_, i) => `line${i + 1}\n`).join('');
    const { model, text } = await say(source, '5 0 gen X ↵ </ gen > 1 9 9', {
      instruction: 'Fix line 50.',
    });
    const read = toyTokenizer.decode(model.tokens);
    expect(read).toContain('-50"/>line30\nline31\n');
    expect(read).not.toContain('line29\n');
    expect(text).toBe(source.replace('line50\n', 'line50\nX\n'));
  });

  test('unescapes what looks like its own tags', async () => {
    const { text } = await say(before, 'gen < \\ / gen > ↵ </ gen > < 1 5');
    expect(text).toBe(`</gen>\n${before}`);
  });

  test('keeps the empty file, or begins it', async () => {
    expect((await say('', '')).program).toBe('');
    expect((await say('', '< X ↵ </ gen >')).text).toBe('X\n');
  });
});
