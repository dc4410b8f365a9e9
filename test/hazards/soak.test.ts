// Random repositories × a run of the hook: what differs afterwards is what was accepted, and no more.

import { spawnSync } from 'node:child_process';
import * as fs from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import type { TestRepository } from '../git/repository.js';
import { hooked } from './hazard.js';

const HOOK = fileURLToPath(new URL('scripted-hook.js', import.meta.url));
const N_STATES = process.env.CAD_SOAK ? 520 : 24;

const PATHS = ['a.txt', 'b.txt', 'dir/c.txt', 'dir/d é.md', 'e.txt', 'f.js', 'g.txt', '.env.txt'];
const WORDS = ['alpha', 'beta', 'BAD', 'gamma BAD', 'GOOD', '', '  indented'];

type Random = (n: number) => number;

/** Numbers that look random and are the same for the same seed (mulberry32). */
function randomFrom(seed: number): Random {
  let state = seed;
  return (n) => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return Math.floor((((t ^ (t >>> 14)) >>> 0) / 2 ** 32) * n);
  };
}

function someText(random: Random): string {
  const ending = ['\n', '\n', '\n', '\r\n'][random(4)]!;
  const lines = Array.from({ length: 1 + random(12) }, () => WORDS[random(WORDS.length)]!);
  return lines.join(ending) + (random(5) === 0 ? '' : ending);
}

/** A text with a line changed, added or taken away. */
function changed(text: string, random: Random): string {
  const lines = text.split('\n');
  const word = WORDS[random(WORDS.length)]!;
  lines.splice(random(lines.length), random(2), ...(random(3) === 0 ? [] : [word]));
  return lines.join('\n');
}

function randomRepository(random: Random): TestRepository {
  const committed = PATHS.filter(() => random(4) > 0);
  const texts = new Map(committed.map((path) => [path, someText(random)]));
  const repository = hooked(Object.fromEntries(texts));
  for (const path of PATHS) {
    const text = texts.get(path) ?? someText(random);
    for (let step = 1 + random(5); step > 0; step--) change(repository, path, text, random);
  }
  if (random(6) === 0) conflict(repository, random);
  return repository;
}

/** One thing that a user may do to a path; what Git refuses is not done. */
function change(repository: TestRepository, path: string, text: string, random: Random): void {
  const attempts = [
    () => repository.write(path, changed(text, random)),
    () => repository.write(path, changed(fs.readFileSync(repository.path(path), 'utf8'), random)),
    () => repository.write(path, changed(fs.readFileSync(repository.path(path), 'utf8'), random)),
    () => repository.git('add', '--', path),
    () => repository.git('add', '--', path),
    () => repository.git('add', '--', path),
    () => repository.git('add', '--intent-to-add', '--', path),
    () => fs.rmSync(repository.path(path)),
    () => repository.git('rm', '--quiet', '--cached', '--', path),
    () => repository.git('mv', '--', path, `${path}.moved.txt`),
    () => fs.chmodSync(repository.path(path), 0o755),
    () => repository.git('update-index', '--assume-unchanged', '--', path),
  ];
  try {
    attempts[random(attempts.length)]!();
  } catch {} // not in this state
}

/** A conflict of which no operation tells, as `git stash pop` leaves one. */
function conflict(repository: TestRepository, random: Random): void {
  const blobs = ['base', 'ours', 'theirs'].map((name) => {
    repository.write('scratch', `${name} BAD\n`);
    return repository.git('hash-object', '-w', 'scratch').trim();
  });
  fs.rmSync(repository.path('scratch'));
  const lines = blobs.map((blob, at) => `100644 ${blob} ${at + 1}\tconflict.txt\n`);
  const input = lines.join('');
  spawnSync('git', ['update-index', '--index-info'], { cwd: repository.top, input });
  if (random(2) === 0) repository.write('conflict.txt', 'BAD, not resolved\n');
}

interface State {
  readonly files: Record<string, string>;
  readonly modes: Record<string, number>;
  /** `mode blob stage` by path. */
  readonly entries: Map<string, string>;
  readonly staged: ReadonlySet<string>;
  readonly head: string;
}

function stateOf(repository: TestRepository): State {
  const paths = fs
    .readdirSync(repository.top, { recursive: true, encoding: 'utf8' })
    .filter((path) => !path.startsWith('.git/') && path !== '.git')
    .filter((path) => fs.lstatSync(repository.path(path)).isFile());
  const read = (path: string) => fs.readFileSync(repository.path(path), 'latin1');
  const mode = (path: string) => fs.statSync(repository.path(path)).mode;
  const records = (...args: string[]) =>
    repository
      .git(...args)
      .split('\0')
      .slice(0, -1);
  const entries = new Map<string, string>();
  for (const record of records('ls-files', '-z', '--stage', '-v')) {
    const [entry = '', path = ''] = record.split('\t');
    entries.set(path, `${entries.get(path) ?? ''}${entry};`);
  }
  const staged: string[] = [];
  const fields = records('diff', '--cached', '--raw', '-z', '-M', '--no-abbrev').values();
  for (const field of fields) {
    const [, , old, blob, status = ''] = field.split(' ');
    if (status.startsWith('R')) fields.next();
    const path = fields.next().value ?? '';
    // A new name or mode alone is no line that is staged.
    if (/^[AMR]/.test(status) && old !== blob) staged.push(path);
  }
  return {
    files: Object.fromEntries(paths.map((path) => [path, read(path)])),
    modes: Object.fromEntries(paths.map((path) => [path, mode(path)])),
    entries,
    staged: new Set(staged),
    head: repository.git('rev-parse', 'HEAD'),
  };
}

const fixedText = (text: string) => text.replaceAll('BAD', 'GOOD');
const isMatch = (path: string) => /\.(txt|md)$/.test(path) && !path.startsWith('.env');
const blobOf = (entry = '') => /[0-9a-f]{40}/.exec(entry)?.[0] ?? 'none';

function expectOnlyFixes(repository: TestRepository, before: State, after: State): void {
  expect(after.head).toBe(before.head);
  expect(after.modes).toEqual(before.modes);
  expect([...after.entries.keys()]).toEqual([...before.entries.keys()]);
  for (const [path, entry] of before.entries) {
    const text = repository.git('cat-file', 'blob', blobOf(entry));
    const now = after.entries.get(path)!;
    const isFixed = isMatch(path) && before.staged.has(path) && text !== fixedText(text);
    if (!isFixed) {
      expect(now).toBe(entry);
      continue;
    }
    expect(now.replace(blobOf(now), '')).toBe(entry.replace(blobOf(entry), ''));
    expect(repository.git('cat-file', 'blob', blobOf(now))).toBe(fixedText(text));
    const [old, file] = [before.files[path], after.files[path]];
    if (old === text) expect(file).toBe(fixedText(text));
  }
  for (const [path, text] of Object.entries(before.files)) {
    const now = after.files[path];
    // Whatever is done to a file, all but the words that were fixed is as it was.
    expect(now && fixedText(now)).toBe(fixedText(text));
    if (!before.staged.has(path) || !isMatch(path)) expect(now).toBe(text);
  }
  expect(Object.keys(after.files)).toEqual(Object.keys(before.files));
}

const HOUR_MS = 3_600_000;

test('in random repositories, index and worktree differ by what was accepted alone', {
  timeout: HOUR_MS,
}, () => {
  let nFixed = 0;
  for (let seed = 1; seed <= N_STATES; seed++) {
    const repository = randomRepository(randomFrom(seed));
    const before = stateOf(repository);
    const run = spawnSync(process.execPath, [HOOK], { cwd: repository.top, encoding: 'utf8' });
    const after = stateOf(repository);
    try {
      expect(run.status, run.stderr).toBe(0);
      expectOnlyFixes(repository, before, after);
    } catch (error) {
      throw new Error(`seed ${seed}: ${run.stderr}`, { cause: error });
    }
    if (run.stderr.includes('cad fixed')) nFixed++;
    fs.rmSync(repository.top, { recursive: true });
  }
  expect(nFixed).toBeGreaterThan(N_STATES / 4);
});
