import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { diff, type Hunk } from '../../src/apply/diff.js';
import { keepLines, nParts, split } from '../../src/apply/hunk-parts.js';
import { hunkText, readHunk } from '../../src/apply/hunk-text.js';
import { select } from '../../src/apply/select.js';
import { toLatin1 } from '../../src/grammar/bytes.js';
import { Source } from '../../src/grammar/source.js';
import { versions } from '../arbitraries.js';

const lines = (text: string) => Source.of(text.split(' ').join('\n'));

function changed(before: string, after: string): { before: Source; hunk: Hunk } {
  const [b, a] = [lines(before), lines(after)];
  const [hunk] = diff(b, a);
  return { before: b, hunk: hunk! };
}

/** A file with some hunks put in, on one line. */
function applied(before: Source, hunks: readonly Hunk[]): string {
  const bytes = select(before, hunks, new Set(hunks.keys()));
  return new TextDecoder().decode(bytes).replaceAll('\n', ' ');
}

describe('split', () => {
  test('cuts between changes and shares the lines there out', () => {
    const { before, hunk } = changed('1 2 3 4 5 6 7 8 ', '1 B 3 4 5 F 7 8 ');
    const parts = split(hunk);
    expect(parts.map(({ before, after }) => [before, after])).toEqual([
      [
        { first: 1, count: 4 },
        { first: 1, count: 4 },
      ],
      [
        { first: 5, count: 4 },
        { first: 5, count: 4 },
      ],
    ]);
    expect(applied(before, parts.slice(0, 1))).toBe('1 B 3 4 5 6 7 8 ');
    expect(applied(before, parts.slice(1))).toBe('1 2 3 4 5 F 7 8 ');
  });

  test('gives parts that make the whole, and a single change stays whole', () => {
    fc.assert(
      fc.property(versions, ([before, after]) => {
        const hunks = diff(before, after);
        const parts = hunks.flatMap(split);
        expect(parts).toHaveLength(hunks.reduce((n, hunk) => n + nParts(hunk), 0));
        expect(toLatin1(select(before, parts, new Set(parts.keys())))).toBe(toLatin1(after.bytes));
        for (const part of parts) expect(split(part)).toEqual([part]);
      }),
    );
  });
});

describe('keepLines', () => {
  const { before, hunk } = changed('1 a b 4 ', '1 A B C 4 ');

  test.each([
    [[1, 3], '1 A b 4 '],
    [[2, 4], '1 a B 4 '],
    [[5], '1 a b C 4 '],
    [[3], '1 a A b 4 '],
    [[1, 2], '1 4 '],
    [[1, 2, 3, 4, 5], '1 A B C 4 '],
  ])('%j', (chosen, expected) => {
    expect(applied(before, [keepLines(hunk, new Set(chosen))!])).toBe(expected);
  });

  test('with no line there is no hunk', () => {
    expect(keepLines(hunk, new Set())).toBeUndefined();
  });

  test('a line that was the last, without an end, gets one before another', () => {
    const { before, hunk } = changed('1 a', '1 b');
    expect(applied(before, [keepLines(hunk, new Set([2]))!])).toBe('1 a b');
  });

  test('with all lines it is the hunk itself', () => {
    fc.assert(
      fc.property(versions, ([before, after]) => {
        const hunks = diff(before, after);
        expect(hunks.map((each) => keepLines(each, new Set(each.lines.keys())))).toEqual(hunks);
      }),
    );
  });

  test('any lines make a file in which every line has an end but the last', () => {
    fc.assert(
      fc.property(versions, fc.infiniteStream(fc.boolean()), ([before, after], dice) => {
        for (const hunk of diff(before, after)) {
          const chosen = new Set([...hunk.lines.keys()].filter(() => dice.next().value as boolean));
          const part = keepLines(hunk, chosen);
          if (!part) continue;
          const made = new Source(select(before, [part], new Set([0])));
          expect(made.nLines).toBe(before.nLines - part.before.count + part.after.count);
        }
      }),
    );
  });
});

describe('a hunk as text', () => {
  const { before, hunk } = changed('1 a b 4 ', '1 A b 4 ');
  const edited = (change: (text: string) => string) =>
    readHunk(hunk, Buffer.from(change(Buffer.from(hunkText(hunk)).toString())));

  test('has its lines, and says how to edit them', () => {
    const text = Buffer.from(hunkText(hunk)).toString();
    expect(text).toMatch(/^@@ -1,4 \+1,4 @@\n 1\n-a\n\+A\n b\n 4\n# Lines with \+ are added/);
  });

  test.each([
    ['+A', '+A\n+X', '1 A X b 4 '],
    ['-a', ' a', '1 a A b 4 '],
    [' b', '-b', '1 A 4 '],
  ])('%j becomes %j', (from, to, expected) => {
    const made = edited((text) => text.replace(from, to));
    expect(applied(before, [made as Hunk])).toBe(expected);
  });

  test.each([
    [' b', ' x', 'Line 3 of the file is not as the edited hunk has it.'],
    [' 4\n', '', 'Line 4 of the file is not as the edited hunk has it.'],
    ['-a\n+A', ' a', 'The edited hunk changes nothing.'],
    ['+A', 'A', 'Each line of a hunk begins with a space, + or -.'],
  ])('%j as %j is refused', (from, to, problem) => {
    expect(edited((text) => text.replace(from, to))).toBe(problem);
  });

  test('an empty line may lose its space', () => {
    const { before, hunk } = changed('1 a  4 ', '1 A  4 ');
    const text = Buffer.from(hunkText(hunk)).toString().replaceAll('\n \n', '\n\n');
    expect(applied(before, [readHunk(hunk, Buffer.from(text)) as Hunk])).toBe('1 A  4 ');
  });

  test('comes back as it was from an editor that changes nothing', () => {
    fc.assert(
      fc.property(versions, ([before, after]) => {
        for (const hunk of diff(before, after)) {
          // New lines end as their neighbours do, and a lone CR at the end is taken for a part of it.
          if (hunk.lines.some(({ bytes }) => toLatin1(bytes).includes('\r'))) continue;
          const onlyLast = hunk.lines.every(
            ({ kind, bytes }, at) =>
              kind !== '+' || bytes.at(-1) === 0x0a || at === hunk.lines.length - 1,
          );
          if (onlyLast) expect(readHunk(hunk, hunkText(hunk))).toEqual(hunk);
        }
      }),
    );
  });

  test('CRLF stays', () => {
    const [b, a] = [Source.of('1\r\n2\r\n'), Source.of('1\r\n3\r\n')];
    const [hunk] = diff(b, a);
    const made = readHunk(hunk!, Buffer.from(hunkText(hunk!))) as Hunk;
    expect(toLatin1(select(b, [made], new Set([0])))).toBe('1\r\n3\r\n');
  });
});
