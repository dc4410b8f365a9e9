import { expect, test } from 'vitest';
import { mentionedLine } from '../../src/decode/mention.js';
import { Source } from '../../src/grammar/source.js';

const source = Source.of('let a = 1;\nif (a < b1) {\n  user.name();\n} naem(5000)\n');

test.for<[string, number | undefined]>([
  ['`a < b1` is off by one', 2],
  ['replace "<" with ">"', 2],
  ['user.name is not awaited', 3],
  ['is b1 right?', 2],
  ["'let' should be 'const'", 1],
  ['`a` is wrong', undefined],
  ['`se` is wrong', undefined],
  ['fix user', undefined],
  ['`a` or `user`', 3],
  ['`c(` or `[`', undefined],
  ['fix it', undefined],
  ["it doesn't stop, `a < b1` isn't right", 2],
  ['the 1 is wrong', undefined],
  ['use 50 instead of 5000', 4],
  ['use 50', undefined],
  ['s/naem/name/', 4],
])('%s: line %s', ([instruction, line]) => {
  const found = mentionedLine(instruction, source, source.all);
  expect(found).toEqual(line === undefined ? undefined : { first: line, last: line });
});

test('looks inside the fence alone', () => {
  expect(mentionedLine('`a`', source, { first: 2, last: 4 })).toEqual({ first: 2, last: 2 });
});

test('leaves out what the prompt shows anyway, and what is too long to show', () => {
  const long = Source.of(`x\nfoo_bar${'y '.repeat(200)}\n`);
  expect(mentionedLine('`foo_bary`', long, long.all)).toBeUndefined();
  expect(mentionedLine('`let`', source, { first: 1, last: 1 })).toBeUndefined();
});
