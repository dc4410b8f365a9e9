// The recipe of docs/hook.md for pre-commit, with the `.pre-commit-hooks.yaml` of this project.

import { execFileSync } from 'node:child_process';
import * as fs from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { temporaryRepository } from '../git/repository.js';
import { FAR, leftOver, type Place, place, recipe, stagePart, versionsOf } from './tool.js';

const HOOKS = '.pre-commit-hooks.yaml';
const HOOKS_HERE = fileURLToPath(new URL(`../../${HOOKS}`, import.meta.url));
const CONFIGURATION = '.pre-commit-config.yaml';

let folder: string;
let isInstalled = false;

/** Installs pre-commit for all tests; without Python it is missing, which only a CI holds against us. */
beforeAll(() => {
  folder = fs.realpathSync(fs.mkdtempSync(join(tmpdir(), 'cad-test-')));
  try {
    run('python3', '-m', 'venv', folder);
    run(join(folder, 'bin', 'pip'), 'install', '--quiet', 'pre-commit==4.7.0');
    isInstalled = true;
  } catch (error) {
    if (process.env.CI) throw error;
    console.warn(`pre-commit is not tested, since it can't be installed: ${error}`);
  }
}, 300_000);

afterAll(() => fs.rmSync(folder, { recursive: true, force: true }));

beforeEach((context) => context.skip(!isInstalled));

function run(program: string, ...args: string[]): void {
  execFileSync(program, args, { stdio: 'pipe' });
}

/** A repository that names the hook of another one, as it would name this project. */
function preCommit(example = 'ADDRESS'): Place {
  const project = temporaryRepository({ [HOOKS]: fs.readFileSync(HOOKS_HERE) });
  project.git('tag', 'v0.1.0');
  const configuration = recipe(example).replace('ADDRESS', project.top);
  const files = { 'a.txt': `one${FAR}end\n`, [CONFIGURATION]: configuration };
  const made = place(files, { PRE_COMMIT_HOME: join(project.top, 'home') });
  expect(made.run(join(folder, 'bin', 'pre-commit'), ['install'])).toMatchObject({ status: 0 });
  return made;
}

describe('pre-commit', () => {
  test.each(['ADDRESS', 'repo: local'])(
    'what is staged is fixed in the worktree, to be staged anew: %s',
    (example) => {
      const made = preCommit(example);
      for (const text of ['BAD', 'BAD again']) {
        const fixed = text.replace('BAD', 'GOOD');
        made.repository.write('a.txt', text);
        made.repository.git('add', 'a.txt');
        const { status, said } = made.commit();
        expect(status).toBe(1);
        expect(said).toContain('files were modified by this hook');
        expect(said).toContain('cad fixed `a.txt`');
        expect(versionsOf(made, 'a.txt')).toMatchObject({ index: text, worktree: fixed });
        made.repository.git('add', 'a.txt');
        expect(made.commit()).toMatchObject({ status: 0 });
        expect(versionsOf(made, 'a.txt')).toEqual({ head: fixed, index: fixed, worktree: fixed });
        expect(leftOver(made)).toEqual([]);
      }
    },
  );

  test('a partially staged file keeps its other changes', () => {
    const made = preCommit();
    const [fixed, worktree] = [`GOOD${FAR}end\n`, `GOOD${FAR}my BAD\n`];
    stagePart(made, 'a.txt', `BAD${FAR}end\n`, `BAD${FAR}my BAD\n`);
    expect(made.commit()).toMatchObject({ status: 1 });
    expect(made.repository.read('a.txt')).toBe(worktree);
    expect(made.run('git', ['add', '--patch'], 'y\nn\n')).toMatchObject({ status: 0 });
    expect(made.commit()).toMatchObject({ status: 0 });
    expect(versionsOf(made, 'a.txt')).toEqual({ head: fixed, index: fixed, worktree });
    expect(leftOver(made)).toEqual([' M a.txt']);
  });

  test('a line that was changed once more stops the commit, and nothing changes', () => {
    const made = preCommit();
    stagePart(made, 'a.txt', 'BAD\n', 'BAD, and more\n');
    const before = made.repository.snapshot();
    expect(made.commit()).toMatchObject({ status: 1 });
    expect(made.repository.snapshot()).toBe(before);
    expect(leftOver(made)).toEqual(['MM a.txt']);
    expect(made.run('env', ['SKIP=cad', 'git', 'commit', '-m', 'as it is'])).toMatchObject({
      status: 0,
    });
    expect(versionsOf(made, 'a.txt').head).toBe('BAD\n');
  });

  test('many files are fixed by one run, whatever their names', () => {
    const made = preCommit();
    const paths = Array.from({ length: 20 }, (_, at) => `${at}.txt`);
    paths.push('--write', '-b c.txt', '日本.txt');
    for (const path of paths) made.repository.write(path, 'BAD\n');
    made.repository.git('add', '.');
    expect(made.commit()).toMatchObject({ status: 1 });
    made.repository.git('add', '.');
    expect(made.commit()).toMatchObject({ status: 0 });
    const texts = paths.map((path) => made.repository.git('show', `HEAD:${path}`));
    const expected = paths.map((path) => (path === '--write' ? 'BAD\n' : 'GOOD\n'));
    expect(texts).toEqual(expected);
    expect(leftOver(made)).toEqual([]);
  });

  test('a run over all files changes nothing that is committed', () => {
    const made = preCommit();
    const env = ['SKIP=cad', 'git', 'commit', '-m', 'as it is'];
    made.repository.write('a.txt', 'BAD\n');
    made.repository.git('add', 'a.txt');
    expect(made.run('env', env)).toMatchObject({ status: 0 });
    const all = made.run(join(folder, 'bin', 'pre-commit'), ['run', '--all-files']);
    expect(all).toMatchObject({ status: 0 });
    expect(leftOver(made)).toEqual([]);
  });
});
