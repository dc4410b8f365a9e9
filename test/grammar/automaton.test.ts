import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { resolve } from '../../src/apply/resolve.js';
import { Automaton, type AutomatonOptions, type State } from '../../src/grammar/automaton.js';
import { concat, toLatin1 } from '../../src/grammar/bytes.js';
import { parse } from '../../src/grammar/parse.js';
import { canonical, copy, format, gen, type Program } from '../../src/grammar/program.js';
import { type LineRange, Source } from '../../src/grammar/source.js';
import { FORBIDDEN_CHARACTERS } from '../../src/grammar/utf8.js';
import { fenceIn, plain } from '../arbitraries.js';
import { randomFrom, walk } from './random-walk.js';

const encode = (text: string) => new TextEncoder().encode(text);

function stateAfter(automaton: Automaton, bytes: Uint8Array): State | undefined {
  let state: State | undefined = automaton.initial();
  for (const byte of bytes) state = state && automaton.next(state, byte);
  return state;
}

function accepts(options: AutomatonOptions, bytes: Uint8Array): boolean {
  const automaton = new Automaton(options);
  const state = stateAfter(automaton, bytes);
  return state !== undefined && automaton.isAccepting(state);
}

/** All fences of a file, the empty ones too. */
function fences(nLines: number): LineRange[] {
  const lines = Array.from({ length: nLines + 1 }, (_, at) => at + 1);
  return lines.flatMap((first) =>
    Array.from({ length: nLines - first + 2 }, (_, at) => ({ first, last: first - 1 + at })),
  );
}

/** Says what a legal program is, by the lines that it copies: the slow twin of `Order`. */
function isLegal(program: Program, options: AutomatonOptions): boolean {
  const { nLines, fence, allowMoves = false, allowEmpty = false } = options;
  const lines = program.flatMap((element) =>
    element.kind === 'copy' ? linesOf(element.lines) : [0],
  );
  const head = linesOf({ first: 1, last: fence.first - 1 });
  const tail = linesOf({ first: fence.last + 1, last: nLines });
  const inside = lines.slice(head.length, lines.length - tail.length).filter((line) => line > 0);
  return (
    plain(canonical(program)) === plain(program) &&
    (program.length > 0 || allowEmpty) &&
    lines.length >= head.length + tail.length &&
    head.every((line, at) => lines[at] === line) &&
    tail.every((line, at) => lines[lines.length - tail.length + at] === line) &&
    inside.every((line) => fence.first <= line && line <= fence.last) &&
    (allowMoves || inside.every((line, at) => at === 0 || inside[at - 1]! < line)) &&
    program.every((element, at) => at === program.length - 1 || isWhole(element))
  );
}

const isWhole = (element: Program[number]) =>
  element.kind === 'copy' || element.bytes.at(-1) === 0x0a;

function linesOf({ first, last }: LineRange): number[] {
  return Array.from({ length: Math.max(0, last - first + 1) }, (_, at) => first + at);
}

describe('the accepted texts are exactly the legal programs', () => {
  const texts = [gen('x\n'), gen('x')];

  test.for([0, 1, 2, 3])('of a file of %i lines, with any fence and option', (nLines) => {
    const copies = fences(nLines).flatMap(({ first, last }) =>
      first <= last ? [copy(first, last)] : [],
    );
    const elements = [...copies, ...texts];
    let programs: Program[] = [[]];
    let nLegal = 0;
    for (let length = 0; length <= 4; length++) {
      for (const fence of fences(nLines)) {
        for (const allowMoves of [false, true]) {
          const options = { nLines, fence, allowMoves, allowEmpty: nLines % 2 === 0 };
          const automaton = new Automaton(options);
          for (const program of programs) {
            const state = stateAfter(automaton, spelled(program));
            const isAccepted = state !== undefined && automaton.isAccepting(state);
            if (isAccepted !== isLegal(program, options)) {
              expect.fail(`${JSON.stringify(options)} accepts ${plain(program)}: ${isAccepted}`);
            }
            nLegal += Number(isAccepted);
          }
        }
      }
      programs = programs.flatMap((program) => elements.map((element) => [...program, element]));
    }
    expect(nLegal).toBeGreaterThan(0);
  });
});

/** Writes a program as it stands, canonical or not. */
function spelled(program: Program): Uint8Array {
  return concat(program.map((element) => format([element])));
}

test('a copy is said only if it is in range, inside the fence, and not backward', () => {
  const nLines = 12;
  for (const fence of fences(nLines)) {
    const automaton = new Automaton({ nLines, fence });
    for (const before of [[], [copy(1, 4)], [copy(1, 4), gen('x\n')], [gen('x\n')]]) {
      const start = stateAfter(automaton, spelled(before));
      if (!start) continue;
      for (let first = 0; first <= nLines + 11; first++) {
        for (let last = 0; last <= nLines + 11; last++) {
          const tag = encode(`<copy lines="${first}-${last}"/>`);
          let state: State | undefined = start;
          for (const byte of tag) state = state && automaton.next(state, byte);
          const isSaid: boolean = state !== undefined;
          // What is said must be the start of a legal program, and of such a copy all are.
          const program = [...before, copy(first, last)];
          const ends = [
            [],
            [gen('x\n'), copy(fence.last + 1, nLines)],
            [copy(fence.last + 1, nLines)],
          ];
          const isSayable =
            1 <= first &&
            first <= last &&
            last <= nLines &&
            ends.some((end) => isLegal([...program, ...canonical(end)], { nLines, fence }));
          if (isSaid !== isSayable) {
            expect.fail(`fence ${fence.first}-${fence.last}, ${plain(program)}: said ${isSaid}`);
          }
        }
      }
    }
  }
});

test('random walks end in programs that parse, are canonical, keep what is outside the fence, and resolve', () => {
  const cases = fc
    .record({ nLines: fc.nat(40), allowMoves: fc.boolean(), seed: fc.nat(), budget: fc.nat(400) })
    .chain((record) => fenceIn(record.nLines).map((fence) => ({ ...record, fence })));
  fc.assert(
    fc.property(cases, ({ seed, budget, ...options }) => {
      const automaton = new Automaton(options);
      const { bytes, state } = walk(automaton, randomFrom(seed), budget);
      const text = concat([bytes, automaton.closing(state)]);
      expect(accepts(options, text)).toBe(true);
      const program = parse(text);
      expect(toLatin1(format(program))).toBe(toLatin1(text));
      const source = Source.of(
        Array.from({ length: options.nLines }, (_, at) => `${at}\n`).join(''),
      );
      const result = toLatin1(resolve(program, source, options));
      const { fence, nLines } = options;
      const [head, tail] = [
        source.lines({ first: 1, last: fence.first - 1 }),
        source.lines({ first: fence.last + 1, last: nLines }),
      ].map(toLatin1);
      expect(result.startsWith(head!) && result.endsWith(tail!)).toBe(true);
    }),
    { numRuns: 400 },
  );
});

test('generated text is UTF-8 without CR, NUL and characters that reorder text', () => {
  const sayable = (bytes: Uint8Array) =>
    accepts(
      { nLines: 0, fence: { first: 1, last: 0 } },
      concat([encode('<gen>'), bytes, encode('</gen>')]),
    );
  const refused = new RegExp(`[${FORBIDDEN_CHARACTERS}\\u{40000}-\\u{10ffff}]`, 'u');
  for (let code = 0; code <= 0x10ffff; code += code < 0x3000 ? 1 : 61) {
    if (code >= 0xd800 && code <= 0xdfff) continue;
    const char = String.fromCodePoint(code);
    if (sayable(encode(char)) === refused.test(char)) expect.fail(`U+${code.toString(16)}`);
  }
  fc.assert(
    fc.property(fc.uint8Array({ minLength: 1, maxLength: 4 }), (bytes) => {
      const text = Buffer.from(bytes).toString('utf8');
      const isUtf8 = Buffer.from(text).equals(bytes);
      expect(sayable(bytes)).toBe(isUtf8 && !refused.test(text));
    }),
    { numRuns: 5000 },
  );
});

test('text may hold tags, starts of its closing tag, and escaped closing tags', () => {
  const options = { nLines: 2, fence: { first: 1, last: 2 } };
  for (const text of ['<copy lines="1-2"/>', '</gen', '<</gen', '</ge</gen', '<\\/gen>', '<gen>']) {
    expect(accepts(options, encode(`<gen>${text}</gen>`)), text).toBe(true);
    expect(accepts(options, encode(`<gen>${text}\n</gen><copy lines="1-2"/>`)), text).toBe(true);
    expect(accepts(options, encode(`<gen>${text}</gen><copy lines="1-2"/>`)), text).toBe(false);
  }
  expect(accepts(options, encode('<gen></gen>'))).toBe(false);
});

describe('closing', () => {
  const options = { nLines: 97, fence: { first: 1, last: 97 } };
  const closingAfter = (said: string, other: Partial<AutomatonOptions> = {}) => {
    const automaton = new Automaton({ ...options, ...other });
    return toLatin1(automaton.closing(stateAfter(automaton, encode(said))!));
  };

  test('copies what is left of the file', () => {
    expect(closingAfter('')).toBe('<copy lines="1-97"/>');
    expect(closingAfter('<copy lines="1-41"/><gen>x\n</gen>')).toBe('<copy lines="42-97"/>');
    expect(closingAfter('<copy lines="1-97"/>')).toBe('');
  });

  test('ends text, after a newline where lines may follow', () => {
    expect(closingAfter('<gen>x\n</ge')).toBe('n><copy lines="1-97"/>');
    expect(closingAfter('<gen>x')).toBe('\n</gen><copy lines="1-97"/>');
    const fence = { first: 1, last: 9 };
    expect(closingAfter('<gen>x', { fence })).toBe('\n</gen><copy lines="1-97"/>');
    expect(closingAfter('<gen>x</gen', { fence })).toBe('\n</gen><copy lines="1-97"/>');
  });

  test('goes on from the middle of a tag', () => {
    expect(closingAfter('<')).toBe('copy lines="1-97"/>');
    expect(closingAfter('<copy lines="5')).toBe('-97"/>');
    expect(closingAfter('<copy lines="5-6')).toBe('"/><copy lines="8-97"/>');
    expect(closingAfter('<copy lines="5-6"')).toBe('/><copy lines="8-97"/>');
    expect(closingAfter('<g')).toBe('en>\n</gen><copy lines="1-97"/>');
  });

  test('says text where the tail can only come after text', () => {
    const fence = { first: 4, last: 9 };
    expect(closingAfter('<copy lines="1-9"/>', { fence })).toBe(
      '<gen>\n</gen><copy lines="10-97"/>',
    );
  });
});

describe('forced', () => {
  const forcedAfter = (said: string, fence: LineRange) => {
    const automaton = new Automaton({ nLines: 97, fence });
    return toLatin1(automaton.forced(stateAfter(automaton, encode(said))!));
  };

  test('says the head up to the first digit that is a choice', () => {
    expect(forcedAfter('', { first: 12, last: 97 })).toBe('<copy lines="1-');
    expect(forcedAfter('', { first: 42, last: 41 })).toBe('<copy lines="1-');
    expect(forcedAfter('', { first: 98, last: 97 })).toBe('<copy lines="1-97"/>');
  });

  test('says the tail as soon as its first line is said', () => {
    const fence = { first: 12, last: 40 };
    expect(forcedAfter('<copy lines="1-40"/><gen>x\n</gen>', fence)).toBe('<copy lines="41-97"/>');
    expect(forcedAfter('<copy lines="1-12"/><gen>x\n</gen><copy lines="41', fence)).toBe('-97"/>');
  });

  test('is empty where there is a choice, in text, and at the end', () => {
    const fence = { first: 1, last: 97 };
    expect(forcedAfter('<copy lines="', fence)).toBe('');
    expect(forcedAfter('<gen>x</gen', fence)).toBe('');
    expect(forcedAfter('<copy lines="1-97"/>', fence)).toBe('');
  });
});
