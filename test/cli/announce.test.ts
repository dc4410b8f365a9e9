import { expect, test } from 'vitest';
import {
  errorText,
  leftText,
  outcomeText,
  progressText,
  savedText,
  statsText,
} from '../../src/cli/announce.js';
import type { AbstainedFile } from '../../src/cli/outcome.js';
import { newStats } from '../../src/decode/stats.js';
import { InterruptError, ModelError, StateError, UsageError } from '../../src/errors.js';
import { parse } from '../../src/grammar/parse.js';
import { Source } from '../../src/grammar/source.js';
import type { LeftTask, ProposedFile } from '../../src/propose.js';

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

const empty: ProposedFile = {
  ...{ path: 'src/a.ts', before: Source.of(''), after: Source.of(''), program: [], hunks: [] },
  ...{ alternatives: [], stats: newStats('lossless') },
};
const unfinished: AbstainedFile = {
  path: 'a.ts',
  abstention: { kind: 'unfinished', reason: 'the budget is spent' },
  isUnchanged: true,
};
const unsure = (confidence: number, isUnchanged = false): AbstainedFile => ({
  path: 'a.ts',
  abstention: { kind: 'unsure', confidence, minConfidence: 0.6 },
  isUnchanged,
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
    outcomeText({ kind: 'abstained', files: [unfinished] }),
    outcomeText({ kind: 'abstained', files: [unsure(0.4267), unsure(0), unsure(0.3, true)] }),
    outcomeText({ kind: 'unreported' }),
    outcomeText({ kind: 'declined' }),
    outcomeText({ kind: 'committed', commit: '0123456789abcdef', extent, isNoted: true }),
    outcomeText({ kind: 'committed', commit: '0123456789abcdef', extent, isNoted: false }),
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
    No edit of \`a.ts\`: the model is 42 % sure of it, and 60 % is asked for.
    No edit of \`a.ts\`: it would break the syntax of the file.
    No edit of \`a.ts\`: the model is 30 % sure that nothing is to change, and 60 % is asked for.
    Hint: Say more of what to change, or where; \`--min-confidence 0\` takes it as it is.
    Nothing to change: no report is about a file here.
    Nothing was changed.
    Committed 0123456789: \`src/a.ts\` (+3 -1).
    Committed 0123456789: \`src/a.ts\` (+3 -1).
    Warning: The note that \`cad verify\` reads was not written.
    Staged 2 files (+3 -1).
    Wrote \`src/a.ts\` (+3 -1).
    Saved a patch of \`src/a.ts\` (+3 -1) as \`x.patch\`.
    "
  `);
});

test('what drafts saved is told once there is something', () => {
  expect(savedText({ nTokens: 31, nForwards: 12 })).toBe('12 forwards, 19 saved · ');
  expect(savedText({ nTokens: 0, nForwards: 0 })).toBe('');
  expect(savedText({ nTokens: 3, nForwards: 4 })).toBe('');
});

test('statistics tell how sure the model is', () => {
  const [sure] = [{ ...empty, confidence: 0.876, alternatives: [empty, empty] }];
  expect(statsText([sure], 1)).toContain('\n  edit      87 % sure, 2 others tried\n');
  expect(statsText([{ ...sure, alternatives: [] }], 1)).toContain('\n  edit      87 % sure\n');
});

test('what is left of reports is listed', () => {
  const left: LeftTask[] = [
    { instruction: 'a.ts:1: x', isUnchanged: true },
    {
      ...{ instruction: 'a.ts:2: y', isUnchanged: true },
      abstained: { kind: 'unfinished', reason: 'the budget is spent' },
    },
    {
      ...{ instruction: 'a.ts:3: z', isUnchanged: false },
      abstained: { kind: 'unsure', confidence: 0.4, minConfidence: 0.6 },
    },
  ];
  expect(leftText([{ ...empty, left, nRefused: 2 }, empty])).toBe(
    `The check refused 2 of 2 hunks of \`src/a.ts\`.
Left in \`src/a.ts\`: a.ts:1: x: the model sees nothing to change.
Left in \`src/a.ts\`: a.ts:2: y: the budget is spent.
Left in \`src/a.ts\`: a.ts:3: z: the model is 40 % sure of it, and 60 % is asked for.
`,
  );
  expect(leftText([empty])).toBe('');
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
      ...newStats('lossless').drafts,
      source: { nDrafted: 118, nAccepted: 110 },
      lookup: { nDrafted: 12, nAccepted: 8 },
    },
    nPromptReused: 1791,
  };
  const file = {
    path: 'src/a.ts',
    before: source,
    after: source,
    program: [],
    hunks: [],
    alternatives: [],
    stats,
  };
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
