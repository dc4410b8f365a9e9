// The recipe of docs/hook.md for husky.

import * as fs from 'node:fs';
import { fileURLToPath } from 'node:url';
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

const CAD = fileURLToPath(new URL('../../bin/cad.js', import.meta.url));

function husky(): Place {
  const made = place({
    'a.txt': `one${FAR}end\n`,
    '.husky/pre-commit': recipe('.husky/pre-commit'),
    '.husky/post-commit': recipe('.husky/post-commit'),
  });
  expect(made.run(process.execPath, [programOf('husky')])).toEqual({ status: 0, said: '' });
  return made;
}

describe('husky', () => {
  test('what is staged is fixed, commit after commit', () => {
    const made = husky();
    for (const text of ['BAD', 'BAD again']) {
      const fixed = text.replace('BAD', 'GOOD');
      made.repository.write('a.txt', text);
      made.repository.git('add', 'a.txt');
      expect(made.commit()).toMatchObject({ status: 0 });
      expect(versionsOf(made, 'a.txt')).toEqual({ head: fixed, index: fixed, worktree: fixed });
      expect(leftOver(made)).toEqual([]);
    }
  });

  test('a partially staged file keeps its other changes', () => expectPartKept(husky()));

  test('a line that was changed once more keeps that change', () => {
    const made = husky();
    stagePart(made, 'a.txt', 'BAD\n', 'BAD, and more\n');
    expect(made.commit()).toMatchObject({ status: 0 });
    const worktree = 'BAD, and more\n';
    expect(versionsOf(made, 'a.txt')).toEqual({ head: 'GOOD\n', index: 'GOOD\n', worktree });
    expect(leftOver(made)).toEqual([' M a.txt']);
  });

  test('a commit of named files leaves the index right', () => {
    const made = husky();
    made.repository.write('a.txt', 'BAD\n');
    expect(made.commit('a.txt')).toMatchObject({ status: 0 });
    const fixed = 'GOOD\n';
    expect(versionsOf(made, 'a.txt')).toEqual({ head: fixed, index: fixed, worktree: fixed });
    expect(leftOver(made)).toEqual([]);
  });

  test('`cad hook install` refuses, and says what to do', () => {
    const made = husky();
    const before = made.repository.snapshot();
    expect(made.run(process.execPath, [CAD, 'hook', 'install'])).toEqual({
      status: 3,
      said:
        'Error: The hooks of this repository are those of husky.\n' +
        'Hint: Put `cad hook run` into `.husky/pre-commit`, and ' +
        '`cad hook run --after-commit` into `.husky/post-commit`.\n',
    });
    expect(made.repository.snapshot()).toBe(before);
    expect(fs.existsSync(made.repository.path('.git/hooks/pre-commit'))).toBe(false);
  });
});
