import fc from 'fast-check';
import { expect, test } from 'vitest';
import { toLatin1 } from '../../src/grammar/bytes.js';
import { parse } from '../../src/grammar/parse.js';
import { canonical, copy, escapeGen, format, gen, unescapeGen } from '../../src/grammar/program.js';
import { fileBytes, plain, program } from '../arbitraries.js';

const text = (bytes: Uint8Array) => new TextDecoder().decode(bytes);
const bytes = (text: string) => new TextEncoder().encode(text);

test('a program is written as copies by line numbers and generated text', () => {
  const program = [copy(1, 41), gen('  return;\n'), copy(42, 97)];
  expect(text(format(program))).toBe(
    '<copy lines="1-41"/><gen>  return;\n</gen><copy lines="42-97"/>',
  );
});

test('what parse reads is what format wrote, for any program', () => {
  fc.assert(
    fc.property(program, (program) => {
      expect(plain(parse(format(program)))).toBe(plain(program));
    }),
    { numRuns: 2000 },
  );
});

test('each closing tag in text gets one backslash more', () => {
  expect(text(escapeGen(bytes('</gen> <\\/gen> <\\\\/gen> </gen <gen>')))).toBe(
    '<\\/gen> <\\\\/gen> <\\\\\\/gen> </gen <gen>',
  );
});

test('escaped bytes hold no closing tag and come back as they were', () => {
  fc.assert(
    fc.property(fileBytes, (bytes) => {
      expect(text(escapeGen(bytes))).not.toContain('</gen>');
      expect(toLatin1(unescapeGen(escapeGen(bytes)))).toBe(toLatin1(bytes));
    }),
  );
});

test('canonical form merges neighbours that could be one and drops empty ones', () => {
  const program = [
    gen(''),
    copy(1, 2),
    gen(''),
    copy(3, 4),
    copy(6, 5),
    copy(6, 7),
    gen('a'),
    gen('b'),
  ];
  expect(canonical(program)).toEqual([copy(1, 4), copy(6, 7), gen('ab')]);
});

test('canonical form is a fixed point', () => {
  fc.assert(
    fc.property(program, (program) => {
      expect(plain(canonical(program))).toBe(plain(program));
    }),
  );
});
