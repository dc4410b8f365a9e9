// Random files and edits for property tests, weighted to the edges.
import fc from 'fast-check';
import { concat, toLatin1 } from '../src/grammar/bytes.js';
import { type Copy, canonical, copy, type Gen, gen, type Program } from '../src/grammar/program.js';
import { type LineRange, Source } from '../src/grammar/source.js';

const utf8 = (text: string) => new TextEncoder().encode(text);

/** The content of a line, without its ending. Few different ones, so that lines repeat. */
const content: fc.Arbitrary<Uint8Array> = fc.oneof(
  { weight: 8, arbitrary: fc.constantFrom('', 'a', 'b', '}', '  return x;').map(utf8) },
  {
    weight: 3,
    arbitrary: fc
      .constantFrom(
        '<copy lines="1-2"/>',
        '</gen>',
        '<gen>',
        '<\\/gen>',
        '<\\\\/gen> </gen',
        '</gen></gen>',
      )
      .map(utf8),
  },
  {
    weight: 2,
    arbitrary: fc.constantFrom(
      Uint8Array.of(0xff),
      Uint8Array.of(0x61, 0xe9, 0x62),
      Uint8Array.of(0xe2, 0x80),
      Uint8Array.of(0xf0, 0x9f, 0x92, 0x41, 0xff),
    ),
  },
  {
    weight: 2,
    arbitrary: fc
      .constantFrom(
        'é',
        '😀',
        '\ufffd',
        '\u2028',
        '\u0085',
        '\ufeff',
        'a\rb',
        '\u202e',
        '-- a',
        '+++ b',
        '\\ No newline',
      )
      .map(utf8),
  },
  { weight: 1, arbitrary: fc.constant(utf8('long '.repeat(500))) },
  {
    weight: 1,
    arbitrary: fc.uint8Array({ maxLength: 6 }).map((bytes) => bytes.filter((b) => b !== 0x0a)),
  },
);

const endings = fc.constantFrom(['\n'], ['\n'], ['\r\n'], ['\n', '\r\n']);

/** A file of 0 to 12 lines as bytes: any ending, mixed ones, with or without BOM and final newline. */
export const fileBytes: fc.Arbitrary<Uint8Array> = fc
  .record({
    lines: fc.array(fc.tuple(content, fc.nat()), { maxLength: 12 }),
    endings,
    hasFinalNewline: fc.boolean(),
    hasBom: fc.integer({ min: 0, max: 7 }).map((n) => n === 0),
  })
  .map(({ lines, endings, hasFinalNewline, hasBom }) => {
    const parts = lines.flatMap(([bytes, n], at) => {
      const isLast = at === lines.length - 1;
      return [bytes, utf8(isLast && !hasFinalNewline ? '' : endings[n % endings.length]!)];
    });
    return concat([utf8(hasBom ? '\ufeff' : ''), ...parts]);
  });

export const source: fc.Arbitrary<Source> = fileBytes.map((bytes) => new Source(bytes));

/** Two versions of a file: mostly edits of one another, now and then unrelated. */
export const versions: fc.Arbitrary<[before: Source, after: Source]> = fc.oneof(
  { weight: 1, arbitrary: fc.tuple(source, source) },
  { weight: 4, arbitrary: fc.tuple(source, source, fc.infiniteStream(fc.nat(9))).map(edited) },
);

function edited([before, other, dice]: [Source, Source, Iterator<number>]): [Source, Source] {
  const roll = () => dice.next().value as number;
  const anyLine = () => (other.nLines === 0 ? [] : [other.line(1 + (roll() % other.nLines))]);
  const lines = Array.from({ length: before.nLines }, (_, at) => before.line(at + 1)).flatMap(
    (line) => {
      switch (roll()) {
        case 0:
          return [];
        case 1:
          return anyLine();
        case 2:
          return [line, ...anyLine()];
        case 3:
          return [line, line];
        default:
          return [line];
      }
    },
  );
  return [before, new Source(concat(lines))];
}

/** A program as plain text of its own, since comparing arrays byte by byte is slow. */
export function plain(program: Program): string {
  return JSON.stringify(
    program.map((element) => (element.kind === 'copy' ? element.lines : toLatin1(element.bytes))),
  );
}

/** Lines of a file that may change, also none and all. */
export function fenceIn(nLines: number): fc.Arbitrary<LineRange> {
  const any = fc
    .tuple(fc.integer({ min: 1, max: nLines + 1 }), fc.nat(nLines))
    .map(([first, length]) => ({ first, last: Math.min(first + length - 1, nLines) }));
  return fc.oneof(any, fc.constant({ first: 1, last: nLines }));
}

/** A program in canonical form; its copies need not be in any file. */
export const program: fc.Arbitrary<Program> = fc
  .array(
    fc.oneof(
      fc
        .tuple(fc.integer({ min: 1, max: 120 }), fc.nat(30))
        .map(([first, more]): Copy | Gen => copy(first, first + more)),
      fileBytes.map((bytes): Copy | Gen => gen(bytes)),
    ),
    { maxLength: 8 },
  )
  .map(canonical);
