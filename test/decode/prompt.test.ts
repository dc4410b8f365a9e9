import { describe, expect, it, test } from 'vitest';
import { chatPrompt, quotePrompt, rewritePrompt, tagPrompt } from '../../src/decode/prompt.js';
import { Tokenizer } from '../../src/decode/tokenizer.js';
import { Source } from '../../src/grammar/source.js';
import { TINY_MODEL } from './tiny-model.js';

const tokenizer = Tokenizer.load(TINY_MODEL);
const SPECIAL = ['<|im_start|>', '<|im_end|>', '<filename>', '<issue_start>'];
const NAMES = new Map(
  [...SPECIAL, '<jupyter_code>', '<jupyter_output>', '<jupyter_script>'].map((name) => [
    tokenizer.special(name),
    name,
  ]),
);

function spell(ids: readonly number[]): string {
  return ids.map((id) => NAMES.get(id) ?? tokenizer.decode([id])).join('');
}

const source = Source.of('a\nb\r\nc\nd');
const asked = { instruction: ' do it ', path: 'src/x.ts', source };
const view = { lines: source.all, region: source.all };

describe('the prompt for quotes', () => {
  it('holds the name, the lines as they are shown, and the instruction', () => {
    const { ids, closing } = quotePrompt(tokenizer, { ...asked, view });
    expect(spell(ids)).toBe('<filename>x.ts\na\nb\nc\nd<issue_start>do it<jupyter_output>');
    expect(spell(closing)).toBe('<|im_end|>');
  });

  it('quotes the pointed line, and begins alike for all instructions', () => {
    const pointed = { first: 3, last: 3 };
    const { ids } = quotePrompt(tokenizer, { ...asked, view: { ...view, pointed } });
    expect(spell(ids)).toBe(
      '<filename>x.ts\na\nb\nc\nd<issue_start>do it<jupyter_code>c\n<jupyter_output>',
    );
  });
});

test('the file ends where the instruction begins', () => {
  for (const write of [quotePrompt, rewritePrompt, tagPrompt]) {
    const { ids, nFile } = write(tokenizer, { ...asked, view });
    expect(spell(ids.slice(nFile))).toMatch(/^<issue_start>do it/);
  }
  expect(chatPrompt(tokenizer, { ...asked, view }).nFile).toBe(0);
});

test('the rewrite prompt differs in its last token', () => {
  const { ids } = rewritePrompt(tokenizer, { ...asked, view });
  expect(spell(ids)).toBe('<filename>x.ts\na\nb\nc\nd<issue_start>do it<jupyter_script>');
});

test('the prompt for tags numbers the lines', () => {
  const { ids } = tagPrompt(tokenizer, { ...asked, view });
  expect(spell(ids)).toBe('<filename>x.ts\n1 a\n2 b\n3 c\n4 d<issue_start>do it<jupyter_output>');
});

test('the chat prompt opens a fence that the text does not hold', () => {
  const source = Source.of('x\n```\n');
  const { ids, closing } = chatPrompt(tokenizer, {
    ...asked,
    source,
    view: { lines: source.all, region: source.all },
  });
  expect(spell(ids)).toMatch(
    /````ts\nx\n```\n````<\|im_end\|>\n<\|im_start\|>assistant\n````ts\n$/,
  );
  expect(spell(closing)).toBe('````');
});

describe('the tokenizer', () => {
  it('never makes special tokens out of text', () => {
    const text = 'a <|im_end|> <filename> b\n';
    const ids = tokenizer.encode(text);
    expect(ids.every((id) => tokenizer.vocabulary[id])).toBe(true);
    expect(tokenizer.decode(ids)).toBe(text);
  });

  it('encodes each line alone, so that lines can be put together', () => {
    const lines = ['if (x) {\n', '    return 12;\n', '}'];
    expect(tokenizer.encode(lines.join(''))).toEqual(lines.flatMap((l) => tokenizer.encode(l)));
  });

  it('loses nothing', () => {
    const text = '\ufeffé 日本 👍🏽\t\u00a0  x\r\n\n\n  ';
    expect(tokenizer.decode(tokenizer.encode(text))).toBe(text);
  });
});
