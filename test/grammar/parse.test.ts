import { expect, test } from 'vitest';
import { ParseError, parse } from '../../src/grammar/parse.js';
import { copy, gen } from '../../src/grammar/program.js';

const parseText = (text: string) => parse(new TextEncoder().encode(text));

function messageFor(text: string): string {
  try {
    parseText(text);
  } catch (error) {
    expect(error).toBeInstanceOf(ParseError);
    return (error as ParseError).message;
  }
  throw new Error('it parsed');
}

test('white space between elements is skipped, inside text it is kept', () => {
  const text = '\n<copy lines="1-2"/>\r\n\t<gen>\n x \n</gen> ';
  expect(parseText(text)).toEqual([copy(1, 2), gen('\n x \n')]);
});

test('neighbours that could be one are merged', () => {
  const text = '<copy lines="1-2"/><copy lines="3-3"/><gen>a</gen><gen></gen><gen>b</gen>';
  expect(parseText(text)).toEqual([copy(1, 3), gen('ab')]);
});

test('the empty text is the empty program', () => {
  expect(parseText('')).toEqual([]);
  expect(parseText(' \n')).toEqual([]);
});

test('text may end in a part of the closing tag', () => {
  expect(parseText('<gen></gen</gen>')).toEqual([gen('</gen')]);
  expect(parseText('<gen><\\</gen>')).toEqual([gen('<\\')]);
});

test('something else than a tag is an error with a caret', () => {
  expect(messageFor('<copy lines="1-2"/>\nHere is é: <copy lines="3"/>')).toMatchInlineSnapshot(`
    "Expected \`<copy lines="i-j"/>\` or \`<gen>\` here.
      2 | Here is é: <copy lines="3"/>
        | ^"
  `);
});

test('the caret stands below the element, whatever comes before it on the line', () => {
  expect(messageFor('<gen>\té😀\u202e</gen> <copy lines="01-2"/>')).toMatchInlineSnapshot(`
    "Expected \`<copy lines="i-j"/>\` or \`<gen>\` here.
      1 | <gen> é😀 </gen> <copy lines="01-2"/>
        |                 ^"
  `);
});

test('text that is not closed is an error at its start', () => {
  expect(messageFor('<copy lines="1-2"/><gen>a\nb\n')).toMatchInlineSnapshot(`
    "This \`<gen>\` has no \`</gen>\`.
      1 | <copy lines="1-2"/><gen>a
        |                    ^"
  `);
});

test('a range that ends before it starts is an error', () => {
  expect(messageFor('<copy lines="9-3"/>')).toMatchInlineSnapshot(`
    "The range \`9-3\` ends before it starts.
      1 | <copy lines="9-3"/>
        | ^"
  `);
});

test('only a part of a very long line is shown', () => {
  const lines = messageFor(`${'<copy lines="1-2"/>'.repeat(100)}<oops>${'x'.repeat(1000)}`).split(
    '\n',
  );
  expect(Math.max(...lines.map((line) => line.length))).toBeLessThan(100);
  expect(lines[2]!.indexOf('^')).toBe(lines[1]!.indexOf('<oops>'));
});

test('line 0, leading zeros, signs and numbers beyond 15 digits are no line numbers', () => {
  for (const lines of ['0-1', '1-02', '+1-2', '1-2.0', '1-9999999999999999', '1', '1-', ' 1-2']) {
    expect(messageFor(`<copy lines="${lines}"/>`)).toContain('Expected');
  }
});
