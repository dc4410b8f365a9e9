import { describe, expect, test } from 'vitest';
import { SourceDraft } from '../../src/decode/draft.js';

/** One token for each character: a draft over text that can be read. */
const tokensOf = (text: string) => [...text].map((character) => character.codePointAt(0)!);
const textOf = (tokens: readonly number[]) => String.fromCodePoint(...tokens);

const source = 'one();\n  two();\n  three();\n  four();\n';

/** Follows `answer`, one token at a time, and gives the draft after it. */
function draftAfter(answer: string, most = 8): string {
  const draft = new SourceDraft(tokensOf(source));
  for (const token of tokensOf(answer)) draft.follow([token], 0);
  return textOf(draft.propose(most));
}

describe('SourceDraft', () => {
  test('proposes the source', () => {
    expect(draftAfter('')).toBe('one();\n ');
    expect(draftAfter('one();\n')).toBe('  two();');
  });

  test('proposes no more than it is asked for, and nothing behind the end', () => {
    expect(draftAfter('', 0)).toBe('');
    expect(draftAfter(source)).toBe('');
  });

  test('doubles the draft when all of it was accepted', () => {
    const long = tokensOf('abcdefgh'.repeat(100));
    const draft = new SourceDraft(long);
    const sizes: number[] = [];
    for (let at = 0; at < 600; ) {
      const drafted = draft.propose(999);
      sizes.push(drafted.length);
      draft.follow(long.slice(at, at + drafted.length + 1), drafted.length);
      at += drafted.length + 1;
    }
    expect(sizes.slice(0, 5)).toEqual([16, 32, 64, 128, 128]);
  });

  test('goes on behind one replaced token', () => {
    expect(draftAfter('one(;')).toBe('\n  two()');
    expect(draftAfter('one(x')).toBe(';\n  two(');
  });

  test('goes on where an insertion ends', () => {
    expect(draftAfter('one(xyz)')).toBe(';\n  two(');
    expect(draftAfter('one();\n  added(1);\n  tw')).toBe('o();\n  t');
  });

  test('goes on behind a deleted line', () => {
    expect(draftAfter('one();\n  th')).toBe('ree();\n ');
  });

  test('proposes nothing in the middle of new text', () => {
    expect(draftAfter('one();\n  12345')).toBe('');
  });
});
