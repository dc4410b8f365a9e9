import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { oddBytes, restoreOddBytes } from '../../src/apply/odd-bytes.js';
import { resolve } from '../../src/apply/resolve.js';
import { rewritten } from '../../src/apply/rewritten.js';
import { concat, toLatin1 } from '../../src/grammar/bytes.js';
import { copy, gen } from '../../src/grammar/program.js';
import { type LineRange, Source } from '../../src/grammar/source.js';
import { fenceIn, fileBytes, plain, source } from '../arbitraries.js';

const latin1 = (text: string) => new Source(Buffer.from(text, 'latin1'));
const inUtf8 = (text: string) => toLatin1(new TextEncoder().encode(text));

function rewrite(source: Source, text: string, fence: LineRange = source.all): string {
  return toLatin1(resolve(rewritten(source, [{ lines: fence, text }]), source));
}

/** Bytes as the model sees them in the middle of a file. */
function shownAlone(bytes: Uint8Array): string {
  const source = new Source(concat([Uint8Array.of(0x0a), bytes]));
  return shown(source, { first: 2, last: source.nLines });
}

function shown(source: Source, { first, last }: LineRange): string {
  return Array.from({ length: last - first + 1 }, (_, at) => source.shown(first + at)).join('');
}

test('kept lines are copies, also those outside the fence', () => {
  const source = Source.of('a\nb\nc\nd\n');
  expect(rewritten(source, [{ lines: { first: 2, last: 3 }, text: 'b\nx\n' }])).toEqual([
    copy(1, 2),
    gen('x\n'),
    copy(4, 4),
  ]);
  expect(rewritten(source, [{ lines: { first: 2, last: 3 }, text: '' }])).toEqual([
    copy(1, 1),
    copy(4, 4),
  ]);
  expect(rewritten(source, [{ lines: { first: 3, last: 2 }, text: 'x' }])).toEqual([
    copy(1, 2),
    gen('x\n'),
    copy(3, 4),
  ]);
});

test('text that equals the shown fence is the identity, for any file and fence', () => {
  const cases = source.chain((source) =>
    fenceIn(source.nLines).map((fence) => ({ source, fence })),
  );
  fc.assert(
    fc.property(cases, ({ source, fence }) => {
      const identity = source.nLines === 0 ? [] : [copy(1, source.nLines)];
      expect(plain(rewritten(source, [{ lines: fence, text: shown(source, fence) }]))).toBe(
        plain(identity),
      );
    }),
    { numRuns: 1000 },
  );
});

test('any text gives a file that is shown as the text', () => {
  const cases = source.chain((source) =>
    fc.record({
      source: fc.constant(source),
      fence: fenceIn(source.nLines),
      text: fileBytes.map((bytes) => shownAlone(bytes).replaceAll('\ufeff', '')),
    }),
  );
  fc.assert(
    fc.property(cases, ({ source, fence, text }) => {
      const result = new Source(resolve(rewritten(source, [{ lines: fence, text }]), source));
      const head = shown(source, { first: 1, last: fence.first - 1 });
      const tail = shown(source, { first: fence.last + 1, last: source.nLines });
      // A newline comes between the text and other lines where there is none.
      const before = /[^\n]$/.test(head) && /^[^\n]/.test(text) ? '\n' : '';
      const after = /[^\n]$/.test(text) && fence.last < source.nLines ? '\n' : '';
      // A BOM in the middle of the file is not shown once it has come to its start.
      const atStart = (text: string) => text.replace(/^\ufeff+/, '');
      expect(atStart(shown(result, result.all))).toBe(atStart(head + before + text + after + tail));
    }),
    { numRuns: 1000 },
  );
});

test('a line of a CRLF file keeps its ending, new lines get it', () => {
  expect(rewrite(latin1('a\r\nb\r\nc\r\n'), 'a\nB\nnew\nc\n')).toBe('a\r\nB\r\nnew\r\nc\r\n');
});

describe('a BOM', () => {
  test('is kept with line 1, changed or not', () => {
    const source = Source.of('\ufeffa\nb\n');
    expect(rewrite(source, 'a\nB\n')).toBe(inUtf8('\ufeffa\nB\n'));
    expect(rewrite(source, 'A\nb\n')).toBe(inUtf8('\ufeffA\nb\n'));
    expect(rewrite(source, 'new\na\nb\n')).toBe(inUtf8('\ufeffnew\na\nb\n'));
    expect(rewrite(source, 'b\n')).toBe(inUtf8('\ufeffb\n'));
  });
});

describe('a last line without a newline', () => {
  test('stays so where it is kept', () => {
    expect(rewrite(latin1('a\nb'), 'A\nb')).toBe('A\nb');
  });

  test('is what the model wrote where it is changed', () => {
    expect(rewrite(latin1('a\nb'), 'a\nb\n')).toBe('a\nb\n');
    expect(rewrite(latin1('a\nb'), 'a\nb\nc')).toBe('a\nb\nc');
  });

  test('does not join the text with the line after the fence', () => {
    expect(rewrite(latin1('a\nb\nc\n'), 'B', { first: 2, last: 2 })).toBe('a\nB\nc\n');
  });
});

test('characters that no model may write survive in kept and in changed lines', () => {
  const source = Source.of('a\rb\u202e = 1\nb\0\n');
  expect(rewrite(source, 'a\ufffdb\ufffd = 2\nb\ufffd\n')).toBe(inUtf8('a\rb\u202e = 2\nb\0\n'));
});

describe('bytes that are not UTF-8', () => {
  test('survive in kept lines', () => {
    expect(rewrite(latin1('\xe9\nb\n\xff\n'), '\ufffd\nB\n\ufffd\n')).toBe('\xe9\nB\n\xff\n');
  });

  test('survive in changed lines that keep their places', () => {
    const source = latin1('x = "\xe9" + "\xff"\nb\n');
    expect(rewrite(source, 'y = "\ufffd" + "\ufffd"\nb\n')).toBe('y = "\xe9" + "\xff"\nb\n');
  });

  test('are written as U+FFFD where it is not known which are meant', () => {
    expect(rewrite(latin1('\xe9 \xff\nb\n'), '\ufffd\nb\n')).toBe(inUtf8('\ufffd\nb\n'));
  });

  test('are not joined into characters that the model did not write', () => {
    const hidden = latin1('\xe2\x80 \xae\n');
    expect(rewrite(hidden, '\ufffd\ufffd\n')).toBe(inUtf8('\ufffd\ufffd\n'));
  });

  test('are found as they are shown', () => {
    fc.assert(
      fc.property(
        fc.oneof(fileBytes, fc.uint8Array({ max: 255, min: 0x7e, maxLength: 12 })),
        (bytes) => {
          // Such a CR would become part of the ending of its line.
          fc.pre(!toLatin1(bytes).includes('\r\r\n'));
          const text = shownAlone(bytes);
          expect(oddBytes(bytes)).toHaveLength(text.split('\ufffd').length - 1);
          const restored = toLatin1(restoreOddBytes(text, bytes));
          expect(restored).toBe(toLatin1(bytes).replaceAll('\r\n', '\n'));
        },
      ),
      { numRuns: 5000 },
    );
  });
});

test('generated text may hold tags', () => {
  const text = '</gen>\n<copy lines="1-2"/>\n';
  expect(rewrite(Source.of('a\n'), text)).toBe(text);
});
