import {
  existsSync,
  mkdirSync,
  readFileSync,
  renameSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { oracle } from '../../../src/apply/oracle.js';
import type { Engine } from '../../../src/cli/engine.js';
import { readCurrent } from '../../../src/cli/hook/current.js';
import { fixStaged, type HookRequest } from '../../../src/cli/hook/fix-staged.js';
import type { HookSettings } from '../../../src/cli/hook/rules.js';
import type { DecodeRequest } from '../../../src/decode/decoder.js';
import { newStats } from '../../../src/decode/stats.js';
import { InterruptError } from '../../../src/errors.js';
import { Repository } from '../../../src/git/repo.js';
import { stagedBlobs, stagedFiles } from '../../../src/git/staged.js';
import { Source } from '../../../src/grammar/source.js';
import { type TestRepository, temporaryFolder, temporaryRepository } from '../../git/repository.js';

/** A model that is told which word becomes which, as in `BAD to GOOD`. */
class WordEngine implements Engine {
  readonly requests: DecodeRequest[] = [];
  readonly model = 'words';
  readonly modelSha256 = 'none';
  readonly asked: Engine['asked'] = {
    ...{ instruction: '', mode: 'program' as const },
    sampling: { temperature: 0, topP: 1, seed: 0 },
  };
  confidence: number | undefined;
  delayMs = 0;
  readonly decoder = {
    decode: async (request: DecodeRequest, _: unknown, signal?: AbortSignal) => {
      this.requests.push(request);
      await setTimeout(this.delayMs, undefined, { signal }).catch(() => {
        throw new InterruptError();
      });
      const before = new Source(request.source);
      const { first, last } = request.fence ?? before.all;
      const [, word = '', other = ''] = /(\S+) to (\S+)/.exec(request.instruction) ?? [];
      const lines = Array.from({ length: before.nLines }, (_, at) => {
        const text = Buffer.from(before.line(at + 1)).toString();
        const isOpen = first <= at + 1 && at + 1 <= last;
        return isOpen ? text.replaceAll(word, other) : text;
      });
      const program = oracle(before, Source.of(lines.join('')));
      const candidates = [{ program, logP: Math.log(this.confidence ?? 1), places: [] }];
      return { program, candidates, stats: newStats('lossless') };
    },
    close: async () => {},
  };
}

async function fix(
  made: TestRepository,
  rules: HookSettings['rules'],
  engine = new WordEngine(),
  options: Partial<HookRequest> = {},
) {
  const repository = await Repository.find(made.top);
  const files = await stagedFiles(repository);
  const blobs = await stagedBlobs(repository, files);
  const result = await fixStaged({
    ...{ repository, engine, files, hook: { rules, minConfidence: 0 }, isTrusted: true },
    read: (file) => readCurrent(repository, file, blobs),
    ...options,
  });
  const texts = result.fixed.map(({ file, text }) => [
    file.path,
    Buffer.from(text.bytes).toString(),
  ]);
  return { ...result, texts: Object.fromEntries(texts), engine };
}

function staged(files: Record<string, string>, before: Record<string, string> = {}) {
  const repository = temporaryRepository({ 'z.txt': 'z\n', ...before });
  for (const [path, text] of Object.entries(files)) repository.write(path, text);
  repository.git('add', '.');
  return repository;
}

const TO_GOOD = { files: '*.txt', instruction: 'BAD to GOOD' };

test('lines far from what is staged stay, and are not read', async () => {
  const far = 'BAD\n'.repeat(60);
  const { texts, engine } = await fix(
    staged({ 'a.txt': `${far}BAD new\n${far}` }, { 'a.txt': `${far}${far}` }),
    [TO_GOOD],
  );
  const near = (n: number) => 'BAD\n'.repeat(60 - n) + 'GOOD\n'.repeat(n);
  const after = 'GOOD\n'.repeat(20) + 'BAD\n'.repeat(40);
  expect(texts).toEqual({ 'a.txt': `${near(20)}GOOD new\n${after}` });
  expect(engine.requests.map(({ fence }) => fence)).toEqual([{ first: 41, last: 81 }]);
});

test('parts that are far apart are asked about one by one, long ones in pieces', async () => {
  const blank = '\n'.repeat(50);
  const { engine, texts } = await fix(
    staged({ 'a.txt': `BAD\n${blank}BAD\n`, 'new.txt': 'BAD\n'.repeat(170) }, { 'a.txt': blank }),
    [TO_GOOD],
  );
  expect(engine.requests.map(({ path, fence }) => [path, fence!.first, fence!.last])).toEqual([
    ['a.txt', 32, 52],
    ['a.txt', 1, 21],
    ['new.txt', 115, 170],
    ['new.txt', 58, 114],
    ['new.txt', 1, 57],
  ]);
  expect(texts['new.txt']).toBe('GOOD\n'.repeat(170));
});

test('each rule works on what the one before has made', async () => {
  const { texts, proposals } = await fix(staged({ 'a.txt': 'BAD\n', 'b.js': 'BAD\n' }), [
    TO_GOOD,
    { files: 'a.*', instruction: 'GOOD to BETTER' },
    { files: '*.md', instruction: 'x to y' },
  ]);
  expect(texts).toEqual({ 'a.txt': 'BETTER\n' });
  expect(proposals.map((proposal) => proposal.length)).toEqual([1, 1]);
});

test('the same content is not read twice, nor is what the model has written', async () => {
  const repository = staged({ 'a.txt': 'BAD\n', 'b.txt': 'fine\n' });
  const first = await fix(repository, [TO_GOOD]);
  expect(first.engine.requests).toHaveLength(2);
  const second = await fix(repository, [TO_GOOD]);
  expect(second.texts).toEqual(first.texts);
  expect(second.engine.requests).toEqual([]);
  repository.write('a.txt', 'GOOD\n');
  repository.git('add', '.');
  expect((await fix(repository, [TO_GOOD])).engine.requests).toEqual([]);
  const other = await fix(repository, [{ ...TO_GOOD, minConfidence: 0.5 }]);
  expect(other.engine.requests).toHaveLength(2);
});

test('a verdict whose blob is gone, or that is damaged, is found again', async () => {
  const repository = staged({ 'a.txt': 'BAD\n' });
  const { texts } = await fix(repository, [TO_GOOD]);
  repository.git('prune', '--expire=now');
  const again = await fix(repository, [TO_GOOD]);
  expect([again.texts, again.engine.requests.length]).toEqual([texts, 1]);
  repository.write('.git/cad/verdicts.json', '[["x", 3], {');
  expect((await fix(repository, [TO_GOOD])).texts).toEqual(texts);
});

test('a rule whose time is over changes nothing, and the others go on', async () => {
  const slow = new WordEngine();
  slow.delayMs = 150;
  const rules = [
    { ...TO_GOOD, timeBudgetMs: 60 },
    { files: '*.txt', instruction: 'one to two', timeBudgetMs: 5000 },
  ];
  const { texts, undone } = await fix(staged({ 'a.txt': 'BAD one\n' }), rules, slow);
  expect(texts).toEqual({ 'a.txt': 'BAD two\n' });
  expect(undone).toEqual([{ rule: rules[0], kind: 'expired', timeBudgetMs: 60 }]);
});

test('an interrupt ends it all', async () => {
  const run = fix(staged({ 'a.txt': 'BAD\n' }), [TO_GOOD], new WordEngine(), {
    signal: AbortSignal.abort(new InterruptError()),
  });
  await expect(run).rejects.toThrow(InterruptError);
});

test('an edit that the model is not sure of, or that breaks the syntax, is left', async () => {
  const unsure = new WordEngine();
  Object.assign(unsure.asked, {
    calibration: { bias: 0, logit: 1, margin: 0, unchanged: 0, threshold: 0.5 },
  });
  unsure.confidence = 0.6;
  const rule = { ...TO_GOOD, minConfidence: 0.8 };
  const { texts, proposals } = await fix(staged({ 'a.txt': 'BAD\n' }), [rule], unsure);
  expect(texts).toEqual({});
  expect(proposals[0]?.[0]?.left).toMatchObject([{ abstained: { kind: 'unsure' } }]);
  const breaking = [{ files: '*.js', instruction: ') to (' }];
  expect((await fix(staged({ 'a.js': 'f();\n' }), breaking)).texts).toEqual({});
});

/** Reports each line of the given files that holds BAD, as a compiler does. */
const GREP = 'grep -n BAD "$@" /dev/null | sed "s/:BAD.*/:1: BAD to GOOD/"';

test('a check says what is to be done about staged lines', async () => {
  const repository = staged(
    { 'a.txt': `BAD\n${'\n'.repeat(40)}BAD\nnew\n`, 'b.txt': 'fine\n' },
    { 'a.txt': `BAD\n${'\n'.repeat(40)}` },
  );
  repository.write('a.txt', 'worktree\n');
  const { texts, engine } = await fix(repository, [{ files: '*.txt', check: GREP }]);
  expect(engine.requests).toMatchObject([{ path: 'a.txt', pointed: { first: 42, last: 42 } }]);
  expect(texts).toEqual({ 'a.txt': `BAD\n${'\n'.repeat(40)}GOOD\nnew\n` });
});

test('a check beside an instruction refuses what brings a new report', async () => {
  const rules = [{ files: '*.txt', instruction: 'fine to BAD', check: GREP }];
  const { texts, proposals } = await fix(staged({ 'a.txt': 'fine\n' }), rules);
  expect(texts).toEqual({});
  expect(proposals).toMatchObject([[{ nRefused: 1 }]]);
});

test('a check that is not trusted does not run', async () => {
  const mark = join(temporaryFolder(), 'mark');
  const rules = [{ files: '*.txt', check: `touch ${mark}` }];
  const { undone } = await fix(staged({ 'a.txt': 'x\n' }), rules, new WordEngine(), {
    isTrusted: false,
  });
  expect(undone).toEqual([{ rule: rules[0], kind: 'untrusted' }]);
  expect(existsSync(mark)).toBe(false);
  await fix(staged({ 'a.txt': 'x\n' }), rules);
  expect(existsSync(mark)).toBe(true);
});

test('a check that fails without a report is said, and the other rules are applied', async () => {
  const rules = [{ files: '*.txt', check: 'echo no such option; exit 2' }, TO_GOOD];
  const { texts, undone } = await fix(staged({ 'a.txt': 'BAD\n' }), rules);
  expect(texts).toEqual({ 'a.txt': 'GOOD\n' });
  expect(undone).toMatchObject([
    {
      kind: 'failed',
      error: {
        message: 'The check `echo no such option; exit 2` fails, and names no line.',
        cause: { message: 'no such option' },
      },
    },
  ]);
});

test('a check writes into its copy alone, whatever stands in the place of a file', async () => {
  const outside = temporaryFolder();
  const [precious, folder] = [join(outside, 'precious'), join(outside, 'd')];
  const repository = temporaryRepository({ 'd/a.txt': 'a\n', 'd/b.txt': 'b\n', 'e.txt': 'e\n' });
  writeFileSync(precious, 'mine\n');
  renameSync(repository.path('d'), folder);
  writeFileSync(join(folder, 'b.txt'), 'mine\n');
  symlinkSync(folder, repository.path('d'));
  repository.write('c.txt', 'BAD\n');
  repository.write('f.txt', 'BAD\n');
  repository.write('e.txt', 'BAD\n');
  repository.git('add', 'c.txt', 'e.txt', 'f.txt');
  for (const path of ['c.txt', 'e.txt']) rmSync(repository.path(path));
  symlinkSync(precious, repository.path('c.txt'));
  mkdirSync(repository.path('e.txt'));
  const { texts } = await fix(repository, [
    { ...TO_GOOD, check: 'test -d d && cat d/b.txt c.txt' },
  ]);
  expect(Object.keys(texts)).toEqual(['c.txt', 'e.txt', 'f.txt']);
  expect(readFileSync(precious, 'utf8')).toBe('mine\n');
  expect(readFileSync(join(folder, 'b.txt'), 'utf8')).toBe('mine\n');
});

test('paths are no options of a check', async () => {
  const mark = join(temporaryFolder(), 'mark');
  const rules = [{ files: '**/*.txt', check: 'sort "$@"' }];
  const { undone } = await fix(staged({ [`--output=${mark}/a.txt`]: 'x\n' }), rules);
  expect(undone).toEqual([]);
  expect(existsSync(mark)).toBe(false);
});
