// What each hazard is put through: `git commit` with our hook succeeds, is refused, finds no model, and
// is killed at random points. Nothing of the user's may be lost.

import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import * as fs from 'node:fs';
import { setTimeout } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { recover } from '../../src/git/recover.js';
import { Repository } from '../../src/git/repo.js';
import { type Content, type TestRepository, temporaryRepository } from '../git/repository.js';

const HOOK = fileURLToPath(new URL('scripted-hook.js', import.meta.url));
const N_KILLS = process.env.CAD_SOAK ? 24 : 4;

const RULES = [{ files: ['*.txt', '*.md'], instruction: 'write GOOD' }];
export const CONFIGURATION = JSON.stringify({ hook: { minConfidence: 0, rules: RULES } });

export interface Hazard {
  /** Makes the repository; what is staged or changed in it says BAD where the hook has work. */
  readonly setUp: () => TestRepository | Promise<TestRepository>;
  /** Arguments of `git commit`. */
  readonly commit?: readonly string[];
  /** Folder in which it is run. */
  readonly cwd?: string;
  readonly env?: NodeJS.ProcessEnv;
  /** Files as they are committed, as they are in the index, and as they are in the worktree then. */
  readonly head?: Readonly<Record<string, string>>;
  readonly index?: Readonly<Record<string, string>>;
  readonly worktree?: Readonly<Record<string, string>>;
}

/** A repository with our hook and its rules. */
export function hooked(files: Record<string, Content> = {}): TestRepository {
  const repository = temporaryRepository({ '.cadrc': CONFIGURATION, ...files });
  addHook(repository);
  return repository;
}

/** A repository in the middle of an operation that met a conflict, which is resolved. */
export function conflicting(operation: readonly string[]): TestRepository {
  const repository = hooked({ 'a.txt': 'one\n' });
  repository.git('checkout', '--quiet', '-b', 'other');
  repository.commit({ 'a.txt': 'theirs\n' });
  repository.git('checkout', '--quiet', 'main');
  repository.commit({ 'a.txt': 'ours\n' });
  expect(() => repository.git(...operation)).toThrow();
  repository.write('a.txt', 'BAD\n');
  repository.git('add', 'a.txt');
  return repository;
}

export function addHook(repository: TestRepository): void {
  const run = `"${process.execPath}" "${HOOK}"`;
  repository.hook('pre-commit', `exec ${run}`);
  repository.hook('post-commit', `exec ${run} --after-commit`);
}

/** All that must not be lost, and what is left behind. */
function stateOf(repository: TestRepository) {
  const files = fs
    .readdirSync(repository.top, { recursive: true, encoding: 'utf8' })
    .filter((path) => !/(^|\/)(\.git|commit-msg)(\/|$)/.test(path))
    .filter((path) => fs.lstatSync(repository.path(path)).isFile())
    .map((path) => [path, fs.readFileSync(repository.path(path)).toString('latin1')]);
  const gitDir = repository.git('rev-parse', '--absolute-git-dir').trim();
  return {
    files: Object.fromEntries(files.sort()),
    index: repository.git('ls-files', '--stage', '-v'),
    tree: gitOr('none', repository, 'ls-tree', '-r', 'HEAD'),
    status: repository.git('status', '--porcelain=v2'),
    locks: fs.readdirSync(gitDir).filter((name) => /lock|\.cad/.test(name)),
  };
}

function gitOr(otherwise: string, repository: TestRepository, ...args: string[]): string {
  try {
    return repository.git(...args);
  } catch {
    return otherwise;
  }
}

function start(repository: TestRepository, hazard: Hazard, model = '0'): ChildProcess {
  const { commit = ['-m', 'change'], cwd = '.', env = {} } = hazard;
  return spawn('git', ['commit', '--quiet', ...commit], {
    cwd: repository.path(cwd),
    env: { ...process.env, ...env, TEST_MODEL: model },
    stdio: ['ignore', 'ignore', 'pipe'],
    detached: true,
  });
}

async function commit(repository: TestRepository, hazard: Hazard, model?: string) {
  const child = start(repository, hazard, model);
  let said = '';
  child.stderr!.setEncoding('utf8').on('data', (text) => {
    said += text;
  });
  const [status] = await once(child, 'close');
  return { status, said };
}

/** Ends the hook, but not git, which then ends by itself, or has gone on already. */
async function killedAfter(repository: TestRepository, hazard: Hazard, ms: number) {
  const child = start(repository, hazard);
  const ended = once(child, 'close');
  child.stderr!.resume();
  await setTimeout(ms);
  const found = spawnSync('ps', ['-o', 'pid=,args=', '-g', String(child.pid)]).stdout.toString();
  for (const line of found.split('\n')) {
    if (!line.includes(HOOK) || line.includes('/bin/sh')) continue;
    try {
      process.kill(Number.parseInt(line, 10), 'SIGKILL');
    } catch {} // it has ended
  }
  await ended;
}

function expectFiles(repository: TestRepository, { head, index, worktree }: Hazard): void {
  const shown = (files: Hazard['head'], read: (path: string) => string) =>
    Object.fromEntries(Object.keys(files ?? {}).map((path) => [path, read(path)]));
  expect(shown(head, (path) => repository.git('show', `HEAD:${path}`))).toEqual(head ?? {});
  expect(shown(index, (path) => repository.git('show', `:${path}`))).toEqual(index ?? {});
  expect(shown(worktree, (path) => repository.read(path))).toEqual(worktree ?? {});
}

/** Makes the tests of a hazard. */
export function hazard(name: string, hazard: Hazard): void {
  describe(name, () => {
    test('what is staged is fixed, and nothing else changes', async () => {
      const repository = await hazard.setUp();
      const { status, said } = await commit(repository, hazard);
      expect({ status, said }).toMatchObject({ status: 0 });
      expectFiles(repository, hazard);
      expect(stateOf(repository).locks).toEqual([]);
    });

    test('without a model the commit is as it would be without the hook', async () => {
      const [plain, repository] = [await hazard.setUp(), await hazard.setUp()];
      await commit(plain, { ...hazard, env: { ...hazard.env, CAD_HOOK: '0' } });
      const { status } = await commit(repository, hazard, 'missing');
      expect(status).toBe(0);
      expect(stateOf(repository)).toEqual(stateOf(plain));
    });

    test('a commit that another hook refuses can be made again', async () => {
      const [whole, repository] = [await hazard.setUp(), await hazard.setUp()];
      await commit(whole, hazard);
      repository.hook('commit-msg', 'exit 1');
      const head = gitOr('none', repository, 'rev-parse', 'HEAD');
      expect((await commit(repository, hazard)).status).toBe(1);
      expect(gitOr('none', repository, 'rev-parse', 'HEAD')).toBe(head);
      repository.hook('commit-msg', 'exit 0');
      await commit(repository, hazard);
      expect(stateOf(repository)).toEqual(stateOf(whole));
    });

    test('a hook that is killed loses nothing, and the commit can be made again', async () => {
      const whole = await hazard.setUp();
      const begin = performance.now();
      await commit(whole, hazard);
      const duration = performance.now() - begin;
      for (let kill = 0; kill < N_KILLS; kill++) {
        const repository = await hazard.setUp();
        const before = stateOf(repository);
        await killedAfter(repository, hazard, 40 + (duration - 40) * Math.random());
        await recover(await Repository.find(repository.top));
        const { files, locks } = stateOf(repository);
        expect(locks).toEqual([]);
        const known = [before.files, stateOf(whole).files];
        for (const [path, text] of Object.entries(files)) {
          expect(known.map((each) => each[path])).toContain(text);
        }
        await commit(repository, hazard);
        expect(stateOf(repository)).toEqual(stateOf(whole));
      }
    });
  });
}
