// The recipe of docs/hook.md for lint-staged.

import * as fs from 'node:fs';
import { describe, expect, test } from 'vitest';
import {
  expectPartKept,
  FAR,
  leftOver,
  type Place,
  place,
  programOf,
  recipe,
  stagePart,
  versionsOf,
} from './tool.js';

function lintStaged(): Place {
  const made = place({
    'a.txt': `one${FAR}end\n`,
    'package.json': recipe('"lint-staged"'),
  });
  made.repository.hook('pre-commit', `exec "${process.execPath}" "${programOf('lint-staged')}"`);
  return made;
}

describe('lint-staged', () => {
  test('what is staged is fixed, commit after commit', () => {
    const made = lintStaged();
    for (const text of ['BAD', 'BAD again']) {
      const fixed = text.replace('BAD', 'GOOD');
      made.repository.write('a.txt', text);
      made.repository.write('folder/-b c.txt', text);
      made.repository.git('add', '.');
      expect(made.commit()).toMatchObject({ status: 0 });
      for (const path of ['a.txt', 'folder/-b c.txt']) {
        expect(versionsOf(made, path)).toEqual({ head: fixed, index: fixed, worktree: fixed });
      }
      expect(leftOver(made)).toEqual([]);
    }
  });

  test('a partially staged file keeps its other changes', () => expectPartKept(lintStaged()));

  test('a line that was changed once more stops the commit, and nothing changes', () => {
    const made = lintStaged();
    stagePart(made, 'a.txt', 'BAD\n', 'BAD, and more\n');
    const before = made.repository.snapshot();
    expect(made.commit()).toMatchObject({ status: 1 });
    expect(made.repository.snapshot()).toBe(before);
    expect(leftOver(made)).toEqual(['MM a.txt']);
  });

  test('what Git does not know stays as it is, and what is no text of its own', () => {
    const made = lintStaged();
    const pointer = 'version https://git-lfs.github.com/spec/v1\noid sha256:BAD\nsize 3\n';
    const others = { 'bytes.txt': 'BAD\0', 'pointer.txt': pointer, '.env.txt': 'BAD\n' };
    for (const [path, text] of Object.entries(others)) made.repository.write(path, text);
    made.repository.write('a.txt', 'BAD\n');
    fs.symlinkSync('new.txt', made.repository.path('link.txt'));
    made.repository.git('add', '.');
    made.repository.write('new.txt', 'BAD\n');
    expect(made.commit()).toMatchObject({ status: 0 });
    expect(versionsOf(made, 'a.txt').head).toBe('GOOD\n');
    for (const [path, text] of Object.entries(others)) {
      expect(versionsOf(made, path)).toEqual({ head: text, index: text, worktree: text });
    }
    expect(leftOver(made)).toEqual(['?? new.txt']);
    // lint-staged does not name symlinks; another tool may.
    expect(made.run('cad', ['hook', 'run', '--write', 'link.txt'])).toEqual({
      status: 0,
      said: '',
    });
    expect(made.repository.read('new.txt')).toBe('BAD\n');
  });
});
