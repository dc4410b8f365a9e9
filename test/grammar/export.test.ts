import fc from 'fast-check';
import { expect, test } from 'vitest';
import { Automaton } from '../../src/grammar/automaton.js';
import { concat } from '../../src/grammar/bytes.js';
import { decimalRange } from '../../src/grammar/decimal-range.js';
import { gbnf, lark } from '../../src/grammar/export.js';
import { parse } from '../../src/grammar/parse.js';
import { fenceIn } from '../arbitraries.js';
import { derive, readGbnf, toRegExp } from './gbnf.js';
import { randomFrom, walk } from './random-walk.js';

const cases = fc
  .record({ nLines: fc.nat(120), allowEmpty: fc.boolean(), seed: fc.nat() })
  .chain((record) => fenceIn(record.nLines).map((fence) => ({ ...record, fence })));

test('the patterns of a range match its numbers and no others', () => {
  const ranges = fc.tuple(fc.integer({ min: 1, max: 1200 }), fc.nat(1200));
  fc.assert(
    fc.property(ranges, ([first, length]) => {
      const last = first + length;
      const source = decimalRange({ first, last }).join('|').replace(/[ "]/g, '');
      const pattern = new RegExp(`^(${source})$`);
      for (let number = 0; number < 3000; number++) {
        if (pattern.test(String(number)) !== (first <= number && number <= last)) {
          expect.fail(`${number} in ${first}-${last}: ${source}`);
        }
      }
    }),
  );
  expect(decimalRange({ first: 7, last: 123 })).toEqual([
    '[7-9]',
    '[1-9] [0-9]',
    '"1" [0-1] [0-9]',
    '"1" "2" [0-3]',
  ]);
});

test('the GBNF of a fence in a file', () => {
  const rules = gbnf({ nLines: 97, fence: { first: 12, last: 40 } }).split('\n');
  expect(rules.slice(0, 7).join('\n')).toMatchInlineSnapshot(`
    "root ::= whole | head ( gen-lines? copy )* gen-lines? tail
    whole ::= "<copy lines=\\"" "1" "-" "97" "\\"/>"
    head ::= "<copy lines=\\"" "1" "-" ( "1" [1-9] | [2-3] [0-9] | "4" "0" ) "\\"/>"
    tail ::= "<copy lines=\\"" ( "1" [2-9] | [2-3] [0-9] | "4" [0-1] ) "-" "97" "\\"/>"
    copy ::= "<copy lines=\\"" line "-" line "\\"/>"
    line ::= ( "1" [2-9] | [2-3] [0-9] | "4" "0" )
    gen-lines ::= "<gen>" piece* partial* "\\n" "</gen>""
  `);
});

test('the Lark grammar of a whole file', () => {
  expect(lark({ nLines: 9, fence: { first: 1, last: 9 } })).toMatchInlineSnapshot(`
    "start: ( GEN_LINES? COPY )+ GEN_TEXT? | GEN_TEXT
    COPY: "<copy lines=\\"" LINE "-" LINE "\\"/>"
    LINE: ( /[1-9]/ )
    GEN_LINES: "<gen>" PIECE* PARTIAL* "\\n" "</gen>"
    GEN_TEXT: "<gen>" ( PIECE+ PARTIAL* | PARTIAL+ ) "</gen>"
    PIECE: /[^<\\x00-\\x08\\x0B\\x0D-\\x1F\\u061C\\u200E\\u200F\\u202A-\\u202E\\u2066-\\u2069]/ | PARTIAL* ( "<" /[^<\\/\\x00-\\x08\\x0B\\x0D-\\x1F\\u061C\\u200E\\u200F\\u202A-\\u202E\\u2066-\\u2069]/ | "</" /[^<g\\x00-\\x08\\x0B\\x0D-\\x1F\\u061C\\u200E\\u200F\\u202A-\\u202E\\u2066-\\u2069]/ | "</g" /[^<e\\x00-\\x08\\x0B\\x0D-\\x1F\\u061C\\u200E\\u200F\\u202A-\\u202E\\u2066-\\u2069]/ | "</ge" /[^<n\\x00-\\x08\\x0B\\x0D-\\x1F\\u061C\\u200E\\u200F\\u202A-\\u202E\\u2066-\\u2069]/ | "</gen" /[^<>\\x00-\\x08\\x0B\\x0D-\\x1F\\u061C\\u200E\\u200F\\u202A-\\u202E\\u2066-\\u2069]/ )
    PARTIAL: "<" | "</" | "</g" | "</ge" | "</gen"
    "
  `);
});

test('the GBNF matches every program that the automaton can say', () => {
  fc.assert(
    fc.property(cases, ({ seed, ...options }) => {
      const automaton = new Automaton(options);
      const { bytes, state } = walk(automaton, randomFrom(seed), 150);
      const text = new TextDecoder().decode(concat([bytes, automaton.closing(state)]));
      expect(text).toMatch(toRegExp(readGbnf(gbnf(options))));
    }),
    { numRuns: 300 },
  );
});

test('what the GBNF derives parses, with copies in bounds, and head and tail kept', () => {
  fc.assert(
    fc.property(cases, ({ seed, ...options }) => {
      const { nLines, fence, allowEmpty } = options;
      const text = derive(readGbnf(gbnf(options)), randomFrom(seed));
      if (text === '') {
        expect(allowEmpty && fence.last - fence.first + 1 === nLines).toBe(true);
        return;
      }
      // A copy that ends before it starts, or two in the wrong order, are for `parse` and `resolve` to refuse.
      const copies = [
        ...text.replace(/<gen>.*?<\/gen>/gs, '').matchAll(/<copy lines="(\d+)-(\d+)"\/>/g),
      ];
      const lines = copies.map(([, first, last]) => [Number(first), Number(last)] as const);
      for (const line of lines.flat()) expect(1 <= line && line <= nLines).toBe(true);
      if (fence.first > 1) {
        expect(text.startsWith('<copy lines="1-')).toBe(true);
        expect(lines[0]![1]).toBeGreaterThanOrEqual(fence.first - 1);
      }
      if (fence.last < nLines) {
        expect(text.endsWith(`-${nLines}"/>`)).toBe(true);
        expect(lines.at(-1)![0]).toBeLessThanOrEqual(fence.last + 1);
      }
      const forward = text.replace(/"(\d+)-(\d+)"/g, (tag, first, last) =>
        Number(last) < Number(first) ? `"${last}-${first}"` : tag,
      );
      expect(() => parse(new TextEncoder().encode(forward))).not.toThrow();
    }),
    { numRuns: 500 },
  );
});

test('the Lark terminals are regular expressions', () => {
  const grammar = lark({ nLines: 97, fence: { first: 12, last: 40 } });
  const withoutLiterals = grammar.replace(/"(?:\\.|[^"\\])*"/g, '');
  const terminals = withoutLiterals.match(/\/(?:\\.|[^/\\])+\//g)!;
  expect(terminals.length).toBeGreaterThan(5);
  for (const terminal of terminals)
    expect(() => new RegExp(terminal.slice(1, -1), 'u')).not.toThrow();
});
