import { describe, expect, it, test } from 'vitest';
import { pointedLine, view } from '../../src/decode/view.js';
import { Source } from '../../src/grammar/source.js';

const source = Source.of('line\n'.repeat(100));
const { all } = source;
const only = (n: number) => ({ first: n, last: n });

describe('the pointed line', () => {
  test.each([
    ['fix the operator on line 12', 12],
    ['L12: typo', 12],
    ['12: add the missing await', 12],
    ["src/a.ts:12:7 - error TS2304: Cannot find name 'x'.", 12],
    ['12:7  error  Unexpected console statement  no-console', 12],
    ['a.py:12: E711 comparison to None', 12],
    ['src/a.ts(12,7): error TS1005', 12],
  ])('is found in %j', (instruction, n) => {
    expect(pointedLine(instruction, all)).toEqual(only(n));
  });

  test.each([
    'rename x1 to x2',
    'use the L2 norm of 12 values',
    'print the line 3 times',
    'the limit should be 12, not 13',
    'on line 200 there is a typo',
    'replace 10:30 by a constant',
  ])('is not found in %j', (instruction) => {
    expect(pointedLine(instruction, all)).toBeUndefined();
  });

  test.each(['use const on lines 10-40', 'lines 10 to 40: use const'])(
    'is a range in %j',
    (text) => {
      expect(pointedLine(text, all)).toEqual({ first: 10, last: 40 });
    },
  );

  it('is one of the fence', () => {
    expect(pointedLine('line 12', { first: 20, last: 30 })).toBeUndefined();
  });
});

describe('the view', () => {
  it('is the whole file where nothing is pointed to', () => {
    expect(view(source, { instruction: 'use const', fence: all })).toEqual({
      lines: all,
      region: all,
    });
  });

  it('lies around all that is mentioned in a long file with no fence', () => {
    const body = [...'line\n'.repeat(40).split('\n').slice(0, -1), 'load(a);', 'x', 'save(b);'];
    const long = Source.of(`${[...body, ...body.slice(0, 40)].join('\n')}\n`);
    const { all } = long;
    const shown = { first: 21, last: 63 };
    const asked = { instruction: 'await `load(a)` and `save(b)`' };
    expect(view(long, asked)).toEqual({ lines: shown, region: shown, pointed: only(41) });
    expect(view(long, { ...asked, instruction: 'use `<`' }).lines).toEqual(all);
    expect(view(long, { ...asked, instruction: 'rename `save(b)`' }).lines).toEqual(all);
    // What is quoted as a whole counts, not the words in it.
    const often = Source.of(`${'ab.c = 1;\n'.repeat(80)}if (ab.c == 2) {\n`);
    const quoted = { instruction: 'use === in `ab.c == 2`' };
    expect(view(often, quoted).lines).toEqual({ first: 61, last: 81 });
    expect(view(often, { ...quoted, instruction: 'use === for ab.c' }).lines).toEqual(often.all);
    expect(view(long, { ...asked, fence: all }).region).toEqual(all);
  });

  it('of a short file points to the line that holds mentioned code, and narrows nothing', () => {
    const source = Source.of('let a = 1;\nf(a);\ng(a);\n');
    const { all } = source;
    expect(view(source, { instruction: 'await `f(a)`', fence: all })).toEqual({
      lines: all,
      region: all,
      pointed: only(2),
    });
  });

  it('is the fence with context', () => {
    const fence = { first: 50, last: 60 };
    expect(view(source, { instruction: 'use const', fence })).toEqual({
      lines: { first: 35, last: 75 },
      region: fence,
    });
  });

  it.for([
    [1, 20],
    [30, 5],
    [45, 5],
  ])('of a fence of %i lines has %i more above and below', ([nLines, around]) => {
    const fence = { first: 30, last: 30 + nLines! - 1 };
    const { lines } = view(source, { instruction: 'use const', fence });
    expect(lines).toEqual({ first: fence.first - around!, last: fence.last + around! });
  });

  it('lies around the pointed line, and the region with it', () => {
    expect(view(source, { instruction: 'use const in line 50', fence: all })).toEqual({
      lines: { first: 30, last: 70 },
      region: { first: 45, last: 55 },
      pointed: only(50),
    });
  });

  it('never opens a region outside the fence', () => {
    const fence = { first: 49, last: 51 };
    expect(view(source, { instruction: 'x', fence, pointed: only(51) }).region).toEqual(fence);
  });

  it('is the whole fence for a rename, wherever that points', () => {
    const instruction = 'line 50: rename x to y';
    expect(view(source, { instruction, fence: all }).region).toEqual(all);
  });

  it('of an empty file is empty', () => {
    const empty = Source.of('');
    expect(view(empty, { instruction: 'x', fence: empty.all }).region).toEqual({
      first: 1,
      last: 0,
    });
  });
});
