import { describe, expect, test } from 'vitest';
import { USUAL_COSTS } from '../../src/decode/costs.js';
import { SourceDraft } from '../../src/decode/draft.js';
import { DraftLength } from '../../src/decode/draft-length.js';

/** One token for each character: a draft over text that can be read. */
const tokensOf = (text: string) => [...text].map((character) => character.codePointAt(0)!);
const textOf = (tokens: readonly number[]) => String.fromCodePoint(...tokens);

const source = 'one();\n  two();\n  three();\n  four();\n';

/** Follows `answer`, one token at a time, and gives the draft after it. */
function draftAfter(answer: string, most = 8): string {
  const draft = new SourceDraft(tokensOf(source), new DraftLength(USUAL_COSTS));
  for (const token of tokensOf(answer)) draft.follow([token], 0);
  return textOf(draft.propose(most).tokens);
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

  test('says whether it is in step or was found again', () => {
    const draft = new SourceDraft(tokensOf(source), new DraftLength(USUAL_COSTS));
    expect(draft.propose(8).source).toBe('source');
    draft.follow(tokensOf('one(x'), 0);
    expect(draft.propose(8).source).toBe('lookup');
    draft.follow(tokensOf(';'), 0);
    expect(draft.propose(8).source).toBe('source');
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
