import { spawn } from 'node:child_process';
import * as fs from 'node:fs';
import { hostname } from 'node:os';
import { expect, test } from 'vitest';
import { StateError } from '../../src/errors.js';
import { updateIndex } from '../../src/git/index-update.js';
import { journaled, readJournal } from '../../src/git/journal.js';
import { recover } from '../../src/git/recover.js';
import { Repository } from '../../src/git/repo.js';
import { writeFiles } from '../../src/git/write.js';
import { temporaryRepository } from './repository.js';

const ONE = `one${'\n'.repeat(9)}`;
const TWO = ONE.replace('one', 'two');
const JOURNAL = '.git/cad/journal.json';
const RECORD = '.git/cad/hook.json';

async function setUp() {
  const made = temporaryRepository({ 'a.ts': ONE, 'b.ts': ONE });
  const repository = await Repository.find(made.top);
  const edits = [await made.edit('a.ts', 'one', 'two'), await made.edit('b.ts', 'one', 'two')];
  return { made, repository, edits };
}

/** The id of a process that has ended. */
async function deadPid(): Promise<number> {
  const child = spawn('true');
  await new Promise((resolve) => child.on('exit', resolve));
  return child.pid!;
}

/** Leaves the journal of a write whose process has ended after it wrote one file of two. */
async function halfWritten(changes: object = {}) {
  const { made, repository, edits } = await setUp();
  let journal = '';
  await journaled(repository, 'write', { edits }, async () => {
    journal = made.read(JOURNAL);
    writeFiles([edits[0]!]);
  });
  const left = { ...JSON.parse(journal), pid: await deadPid(), ...changes };
  made.write(JOURNAL, JSON.stringify(left));
  return { made, repository };
}

test('one cad waits for another, and is refused where that takes long', async () => {
  const { repository, edits } = await setUp();
  const write = (ms: number) =>
    journaled(repository, 'write', { edits }, () => new Promise((done) => setTimeout(done, ms)));
  const begun = write(300);
  await expect.poll(() => readJournal(repository)).toBeDefined();
  await write(0);
  await begun;
  const long = write(2600);
  await expect.poll(() => readJournal(repository)).toBeDefined();
  await expect(write(0)).rejects.toThrow('Another `cad` is writing in this repository.');
  await long;
  expect(readJournal(repository)).toBe(undefined);
});

test('work that fails leaves no journal', async () => {
  const { repository, edits } = await setUp();
  const work = journaled(repository, 'write', { edits }, async () => {
    throw new StateError('no');
  });
  await expect(work).rejects.toThrow('no');
  expect(readJournal(repository)).toBe(undefined);
});

test('half of a write is taken back, and what was changed since stays', async () => {
  const { made, repository } = await halfWritten();
  made.write('a.ts', `${TWO}mine\n`);
  made.write('.cad-01234567-89ab-cdef-0123-456789abcdef.next', 'left');
  expect(await recover(repository)).toEqual({ kind: 'taken-back', paths: ['a.ts', 'b.ts'] });
  expect([made.read('a.ts'), made.read('b.ts')]).toEqual([`${ONE}mine\n`, ONE]);
  expect(await recover(repository)).toBe(undefined);
  expect(fs.readdirSync(made.top).filter((name) => name.endsWith('.next'))).toEqual([]);
});

test('where that does not merge, the old text lies beside the file', async () => {
  const { made, repository } = await halfWritten();
  made.write('a.ts', TWO.replace('two', 'two, mine'));
  const { problem = '' } = (await recover(repository)) ?? {};
  const [, kept = ''] = /content is in `(.+)`/.exec(problem) ?? [];
  expect(fs.readFileSync(kept, 'utf8')).toBe(ONE);
  expect(made.read('a.ts')).toBe(TWO.replace('two', 'two, mine'));
});

test('a write that was complete is finished', async () => {
  const { made, repository } = await halfWritten();
  made.write('b.ts', TWO);
  expect(await recover(repository)).toMatchObject({ kind: 'finished' });
  expect(made.read('a.ts') + made.read('b.ts')).toBe(TWO + TWO);
});

test.each([{ pid: process.pid }, { host: `not-${hostname()}` }])(
  'the journal of a process that may run is left: %j',
  async (changes) => {
    const { made, repository } = await halfWritten(changes);
    const before = made.snapshot();
    expect(await recover(repository)).toBe(undefined);
    expect(made.snapshot()).toBe(before);
    expect(readJournal(repository)).toBeDefined();
  },
);

test('the lock and the drafts of a dead process go, those of Git stay', async () => {
  for (const [lock, isLeft] of [
    ['cad\n', false],
    ['', true],
  ] as const) {
    const { made, repository } = await halfWritten();
    made.write('.git/index.lock', lock);
    made.write('.git/index.cad', 'draft');
    await recover(repository);
    expect(fs.existsSync(made.path('.git/index.lock'))).toBe(isLeft);
    expect(fs.existsSync(made.path('.git/index.cad'))).toBe(false);
  }
});

test('a write that is finished is the last edit then, and one that is taken back is not', async () => {
  for (const [b, kind] of [
    [TWO, 'finished'],
    [ONE, 'taken-back'],
  ] as const) {
    const { made, repository } = await halfWritten();
    fs.rmSync(made.path('.git/cad/last-edit.json'));
    made.write('b.ts', b);
    expect(await recover(repository)).toMatchObject({ kind });
    expect(fs.existsSync(made.path('.git/cad/last-edit.json'))).toBe(kind === 'finished');
  }
});

test('what had not begun is not finished', async () => {
  const { made, repository } = await halfWritten({ to: 'stage' });
  made.write('a.ts', ONE);
  expect(await recover(repository)).toMatchObject({ kind: 'taken-back' });
  const head = made.git('rev-parse', 'HEAD').trim();
  const other = await halfWritten({ to: 'commit', head });
  other.made.commit({ 'c.ts': 'another commit\n' });
  expect(await recover(other.repository)).toMatchObject({ kind: 'taken-back' });
});

test('a process of before the machine started has ended, whatever its number', async () => {
  const { repository } = await halfWritten({ pid: process.pid, at: 1000 });
  expect(await recover(repository)).toMatchObject({ kind: 'taken-back' });
});

test('an index that Git has taken away is not put back', async () => {
  const { made, repository } = await setUp();
  const run = updateIndex(repository, async (index) => {
    fs.rmSync(made.path('.git/index'));
    await index.publish();
  });
  await expect(run).rejects.toThrow('The index is gone.');
  expect(fs.existsSync(made.path('.git/index'))).toBe(false);
});

test('texts that Git has removed are asked for in words', async () => {
  const { made, repository } = await halfWritten();
  made.git('gc', '--quiet', '--prune=now');
  const before = made.snapshot();
  await expect(recover(repository)).rejects.toMatchObject({
    message: 'Git has removed what an earlier `cad` was writing.',
    hint: expect.stringContaining(JOURNAL),
  });
  expect(made.snapshot()).toBe(before);
});

test('what a hook has fixed on a commit that is gone is forgotten', async () => {
  const { made, repository } = await setUp();
  const entries = [{ path: 'a.ts', before: '1'.repeat(40), after: '2'.repeat(40) }];
  made.write(RECORD, JSON.stringify({ head: '3'.repeat(40), entries }));
  const before = made.snapshot();
  expect(await recover(repository)).toBe(undefined);
  expect(fs.existsSync(made.path(RECORD))).toBe(false);
  expect(made.snapshot()).toBe(before);
});
