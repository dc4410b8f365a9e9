import { expect, test } from 'vitest';
import { errorText, outcomeText, progressText, statsText } from '../../src/cli/announce.js';
import { newStats } from '../../src/decode/stats.js';
import { InterruptError, ModelError, StateError, UsageError } from '../../src/errors.js';
import { parse } from '../../src/grammar/parse.js';
import { Source } from '../../src/grammar/source.js';

function thrown(work: () => unknown): unknown {
  try {
    return work();
  } catch (error) {
    return error;
  }
}

test('an error is a sentence, its cause indented, and a hint', () => {
  const cause = new Error('error: gpg failed to sign\nfatal: no commit');
  const error = new StateError('`git commit` failed.', { cause, hint: 'Use `--stage`.' });
  expect(errorText(error)).toMatchInlineSnapshot(`
    "Error: \`git commit\` failed.
      error: gpg failed to sign
      fatal: no commit
    Hint: Use \`--stage\`.
    "
  `);
});

test('a cause that only repeats the sentence is left out', () => {
  const cause = Object.assign(new Error('ENOENT: no such file'), { code: 'ENOENT' });
  expect(errorText(new StateError('`x` does not exist.', { cause }))).toMatchInlineSnapshot(`
    "Error: \`x\` does not exist.
    "
  `);
});

test('an error about text has a caret', () => {
  const error = thrown(() => parse(Buffer.from('<copy lines="1-2"/>oops')));
  expect(errorText(error)).toMatchInlineSnapshot(`
    "Error: Expected \`<copy lines="i-j"/>\` or \`<gen>\` here.
      1 | <copy lines="1-2"/>oops
        |                    ^
    "
  `);
});

test('an interrupt is no error', () => {
  expect(errorText(new InterruptError())).toMatchInlineSnapshot(`
    "Interrupted.
    "
  `);
});

test('anything else is a bug, with its stack on request', () => {
  const error = new TypeError('x is not a function');
  expect(errorText(error)).toMatchInlineSnapshot(`
    "Internal error: x is not a function
    Hint: Set \`CAD_DEBUG=1\` to see where, and report it.
    "
  `);
  expect(errorText(error, true)).toContain('announce.test.ts');
});

test('only the family of CadError has words of its own', () => {
  expect(errorText(new UsageError('A.'))).toBe('Error: A.\n');
  expect(errorText(new ModelError('B.'))).toBe('Error: B.\n');
});

test('what a terminal would obey is shown, not obeyed', () => {
  expect(errorText(new StateError('`a\u001b[2J` is a directory.'))).toBe(
    'Error: `a␛[2J` is a directory.\n',
  );
});

test('every outcome has its line', () => {
  const extent = { paths: ['src/a.ts'], nAdded: 3, nRemoved: 1 };
  const two = { ...extent, paths: ['a.ts', 'b.ts'] };
  const texts = [
    outcomeText({ kind: 'unchanged', paths: ['a.ts'], inPart: [] }),
    outcomeText({
      kind: 'unchanged',
      paths: ['a.ts', 'b.ts'],
      inPart: [{ path: 'b.ts', shown: { first: 38, last: 78 }, nLines: 300 }],
    }),
    outcomeText({ kind: 'abstained', files: [{ path: 'a.ts', reason: 'the budget is spent' }] }),
    outcomeText({ kind: 'declined' }),
    outcomeText({ kind: 'committed', commit: '0123456789abcdef', extent }),
    outcomeText({ kind: 'staged', extent: two }),
    outcomeText({ kind: 'written', extent }),
    outcomeText({ kind: 'saved', file: 'x.patch', extent }),
    outcomeText({ kind: 'printed', extent }),
    outcomeText({ kind: 'shown', extent }),
  ];
  expect(texts.join('')).toMatchInlineSnapshot(`
    "Nothing to change in \`a.ts\`.
    Nothing to change in 2 files.
    Hint: Only lines 38-78 were read; \`b.ts:1-300\` has all of them read.
    No edit of \`a.ts\`: the budget is spent.
    Hint: Name fewer lines, as in \`src/foo.ts:120-180\`, or raise \`--max-tokens\`.
    Nothing was changed.
    Committed 0123456789: \`src/a.ts\` (+3 -1).
    Staged 2 files (+3 -1).
    Wrote \`src/a.ts\` (+3 -1).
    Saved a patch of \`src/a.ts\` (+3 -1) as \`x.patch\`.
    "
  `);
});

test('progress has a rate once there is a token', () => {
  expect(progressText({ nTokens: 0, elapsedMs: 0 })).toBe('');
  expect(progressText({ nTokens: 31, elapsedMs: 500 })).toBe('31 tokens · 62 tokens/s · ');
});

test('statistics are a table', () => {
  const source = Source.of('a\n');
  const stats = {
    ...newStats('lossless'),
    ...{
      loadMs: 612.3,
      promptMs: 1204,
      shown: { first: 1, last: 41 },
      decodeMs: 931,
      nPrompt: 1830,
      nForwards: 14,
    },
    ...{ nCopied: 120, nGenerated: 31, nForced: 4 },
    drafts: {
      quote: { nDrafted: 0, nAccepted: 0 },
      source: { nDrafted: 118, nAccepted: 110 },
      lookup: { nDrafted: 12, nAccepted: 8 },
    },
    nPromptReused: 1791,
  };
  const file = { path: 'src/a.ts', before: source, after: source, program: [], hunks: [], stats };
  expect(statsText([file], 3012.4)).toMatchInlineSnapshot(`
    "src/a.ts
      load       612 ms
      prompt    1204 ms  1830 tokens, 1791 of them read before, lines 1-41
      decode     931 ms  155 tokens in 14 forwards, 166 tokens/s
                         120 copied, 31 generated, 4 forced
                         drafts: 110 of 118 from source, 8 of 12 from lookup (lossless)
    total       3012 ms  from the start of the process
    "
  `);
});
