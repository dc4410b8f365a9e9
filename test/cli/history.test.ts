import { mkdirSync, readdirSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { readHistory, remember, stateFolder } from '../../src/cli/history.js';
import { temporaryFolder } from '../git/repository.js';

/** Remembers texts, each a second after the one before. */
function remembered(folder: string, ...texts: string[]): void {
  texts.forEach((text, at) => {
    const before = new Set(listed(folder));
    remember(text, folder);
    const name = listed(folder).find((each) => !before.has(each));
    if (name) utimesSync(join(folder, name), 1000 + at, 1000 + at);
  });
}

function listed(folder: string): string[] {
  try {
    return readdirSync(folder);
  } catch {
    return [];
  }
}

test('the newest comes first, each once', () => {
  const folder = join(temporaryFolder(), 'a', 'b');
  remembered(folder, 'one', 'two', 'three 三\nlines');
  expect(readHistory(folder)).toEqual(['three 三\nlines', 'two', 'one']);
  remember('one', folder);
  expect(readHistory(folder)).toEqual(['one', 'three 三\nlines', 'two']);
});

test('the oldest go beyond 200, and a very long one is not kept', () => {
  const folder = temporaryFolder();
  remembered(folder, ...Array.from({ length: 203 }, (_, n) => `${n}`));
  expect(readHistory(folder)).toHaveLength(200);
  expect(readHistory(folder)).not.toContain('2');
  remember('x'.repeat(4001), folder);
  expect(listed(folder)).toHaveLength(200);
});

test('broken entries are passed over', () => {
  const folder = temporaryFolder();
  remembered(folder, 'one', 'two');
  const [name] = listed(folder);
  writeFileSync(join(folder, name!), 'broken');
  writeFileSync(join(folder, 'other'), 'other');
  mkdirSync(join(folder, 'folder'));
  expect(readHistory(folder)).toHaveLength(1);
});

test('where it can’t be kept, nothing fails', () => {
  const folder = temporaryFolder();
  writeFileSync(join(folder, 'file'), '');
  remember('one', join(folder, 'file', 'below'));
  expect(readHistory(join(folder, 'file', 'below'))).toEqual([]);
});

test('the folder is in the user’s state folder, never a relative one', () => {
  expect(stateFolder({ XDG_STATE_HOME: '/state' })).toBe('/state/copy-as-decode');
  expect(stateFolder({ XDG_STATE_HOME: 'here' })).toMatch(/\.local\/state\/copy-as-decode$/);
  expect(stateFolder({})).toMatch(/\.local\/state\/copy-as-decode$/);
});
