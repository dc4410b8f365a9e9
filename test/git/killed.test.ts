import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readdirSync } from 'node:fs';
import { setTimeout } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { readJournal } from '../../src/git/journal.js';
import { recover } from '../../src/git/recover.js';
import { Repository } from '../../src/git/repo.js';
import { type TestRepository, temporaryRepository } from './repository.js';

const CHILD = fileURLToPath(new URL('killed.js', import.meta.url));
const N_POINTS = 24;
const MOST_POINTS = 32;

const FAR = '\n'.repeat(10);
const HEAD = `one${FAR}end\n`;

/** Two files, each with changes of the user's that are staged, and others that are not. */
function repositoryAtWork(): TestRepository {
  const repository = temporaryRepository({ 'a.ts': HEAD, 'b.ts': HEAD });
  for (const path of ['a.ts', 'b.ts']) {
    repository.write(path, `${HEAD}staged\n`);
    repository.git('add', path);
    repository.write(path, `${HEAD}staged\nnot staged\n`);
  }
  return repository;
}

const state = (repository: TestRepository) => ({
  files: ['a.ts', 'b.ts'].map((path) => repository.read(path)),
  index: ['a.ts', 'b.ts'].map((path) => repository.git('show', `:${path}`)),
  commits: ['a.ts', 'b.ts'].map((path) => repository.git('show', `HEAD:${path}`)),
  status: repository.git('status', '--porcelain'),
  left: readdirSync(repository.top).filter((name) => name.startsWith('.cad')),
});

/** Runs the child, kills it `ms` after it began to write; gives how long it ran. */
async function run(repository: TestRepository, to: string, ms?: number): Promise<number> {
  const child = spawn(process.execPath, [CHILD, to], { cwd: repository.top, detached: true });
  const ended = once(child, 'exit');
  await once(child.stdout, 'data');
  const begin = performance.now();
  if (ms !== undefined) {
    await setTimeout(ms);
    child.kill('SIGKILL');
  }
  await ended;
  return performance.now() - begin;
}

/** Waits for the `git commit` that a killed child has left behind. */
async function recovered(repository: TestRepository): Promise<void> {
  const found = await Repository.find(repository.top);
  for (let tries = 0; tries < 100; tries++) {
    const error = await recover(found).then(
      () => undefined,
      (error: Error) => error,
    );
    if (!error) break;
    expect(error.message).toContain('`git commit` still runs');
    await setTimeout(50);
  }
  expect(readJournal(found)).toBe(undefined);
  expect(existsSync(`${found.index}.lock`)).toBe(false);
}

test.each(['write', 'stage', 'commit'])(
  'a process killed at any point of a %s leaves all or nothing, once cad runs again',
  async (to) => {
    const untouched = state(repositoryAtWork());
    const whole = repositoryAtWork();
    const duration = await run(whole, to);
    const done = state(whole);
    expect(done).not.toEqual(untouched);
    const seen = new Set<boolean>();
    let latest = 1.1 * duration;
    for (let point = 0; point < N_POINTS || (seen.size < 2 && point < MOST_POINTS); point++) {
      // A busy machine may have changed its pace since the duration was measured.
      if (point >= N_POINTS) latest *= seen.has(true) ? 0.5 : 2;
      const repository = repositoryAtWork();
      await run(repository, to, latest * Math.min(1, point / N_POINTS));
      await recovered(repository);
      const after = state(repository);
      seen.add(after.files[0] === done.files[0]);
      expect(after).toEqual(after.files[0] === done.files[0] ? done : untouched);
    }
    expect(seen.size).toBe(2);
  },
  240_000,
);
