// Repositories in which a tool for hooks runs `cad`, with the scripted hook in place of the model.

import assert from 'node:assert';
import { spawnSync } from 'node:child_process';
import * as fs from 'node:fs';
import { delimiter, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect } from 'vitest';
import {
  type Content,
  type TestRepository,
  temporaryFolder,
  temporaryRepository,
} from '../git/repository.js';
import { CONFIGURATION } from '../hazards/hazard.js';

const HOOK = fileURLToPath(new URL('../hazards/scripted-hook.js', import.meta.url));
const PAGE = fileURLToPath(new URL('../../docs/hook.md', import.meta.url));
const MODULES = fileURLToPath(new URL('../../node_modules', import.meta.url));

/** Lines between two changes, so that they are two hunks, and the fix of one does not read the other. */
export const FAR = '\n'.repeat(60);

export interface Ran {
  readonly status: number | null;
  readonly said: string;
}

/** A repository, and what its user types there. */
export interface Place {
  readonly repository: TestRepository;
  /** Runs a program at the top. */
  run(program: string, args: readonly string[], input?: string): Ran;
  commit(...args: string[]): Ran;
}

/** A repository with the rules of the hook, in which `cad` is the scripted hook. */
export function place(files: Record<string, Content>, env: NodeJS.ProcessEnv = {}): Place {
  const repository = temporaryRepository({ '.cadrc': CONFIGURATION, ...files });
  const PATH = [cadFolder(), process.env.PATH].join(delimiter);
  const run = (program: string, args: readonly string[], input = ''): Ran => {
    const options = { cwd: repository.top, env: { ...process.env, ...env, PATH }, input };
    const { status, stdout, stderr, error } = spawnSync(program, args, options);
    if (error) throw error;
    return { status, said: `${stdout}${stderr}` };
  };
  return { repository, run, commit: (...args) => run('git', ['commit', '-m', 'change', ...args]) };
}

/** A folder for the PATH whose `cad` does what `cad hook run` does. */
function cadFolder(): string {
  const folder = temporaryFolder();
  const script = `#!/bin/sh\nshift 2\nexec "${process.execPath}" "${HOOK}" "$@"\n`;
  fs.writeFileSync(join(folder, 'cad'), script, { mode: 0o755 });
  return folder;
}

/** The example of docs/hook.md that holds `part`. */
export function recipe(part: string): string {
  const blocks = fs.readFileSync(PAGE, 'utf8').match(/(?:^ {4}.*\n)+/gm) ?? [];
  const found = blocks.find((block) => block.includes(part));
  assert(found, `docs/hook.md has no example with ${part}`);
  return found.replace(/^ {4}/gm, '');
}

/** The path of an installed package's program. */
export function programOf(name: string): string {
  const folder = join(MODULES, name);
  const { bin } = JSON.parse(fs.readFileSync(join(folder, 'package.json'), 'utf8'));
  return join(folder, typeof bin === 'string' ? bin : bin[name]);
}

/** A file as it is committed, as it is in the index, and as it is in the worktree. */
export function versionsOf({ repository }: Place, path: string) {
  return {
    head: repository.git('show', `HEAD:${path}`),
    index: repository.git('show', `:${path}`),
    worktree: repository.read(path),
  };
}

/** What is not committed, stashes and locks; lint-staged itself keeps its last patch in Git's folder. */
export function leftOver({ repository }: Place): string[] {
  const gitDir = repository.git('rev-parse', '--absolute-git-dir').trim();
  return [
    ...repository.git('status', '--porcelain').split('\n'),
    ...repository.git('stash', 'list').split('\n'),
    ...fs.readdirSync(gitDir).filter((name) => /lock|\.cad/.test(name)),
  ].filter((line) => line !== '');
}

/** Stages one change of a file that has others too, far from it. */
export function stagePart({ repository }: Place, path: string, staged: string, whole: string) {
  repository.write(path, staged);
  repository.git('add', path);
  repository.write(path, whole);
}

/** Expects that a part of a file is fixed and committed, and then the other part. */
export function expectPartKept(made: Place): void {
  const fixed = `GOOD${FAR}end\n`;
  stagePart(made, 'a.txt', `BAD${FAR}end\n`, `BAD${FAR}my BAD\n`);
  expect(made.commit()).toMatchObject({ status: 0 });
  const worktree = `GOOD${FAR}my BAD\n`;
  expect(versionsOf(made, 'a.txt')).toEqual({ head: fixed, index: fixed, worktree });
  expect(leftOver(made)).toEqual([' M a.txt']);
  made.repository.git('add', 'a.txt');
  expect(made.commit()).toMatchObject({ status: 0 });
  expect(versionsOf(made, 'a.txt').head).toBe(`GOOD${FAR}my GOOD\n`);
  expect(leftOver(made)).toEqual([]);
}
