import { expect, test } from 'vitest';
import { matches } from '../../../src/cli/hook/rules.js';

test.each([
  ['*.ts', 'src/a.ts', true],
  ['*.ts', 'src/a.tsx', false],
  ['src/*.ts', 'src/a.ts', true],
  ['src/*.ts', 'src/sub/a.ts', false],
  ['src/**/*.{js,ts}', 'src/sub/.hidden/a.js', true],
  [['*.js', '!*.min.js'], 'a.min.js', false],
  [['*.js', '!vendor/**'], 'vendor/a.js', false],
  [['!*.js'], 'a.ts', false],
  ['日本*.md', 'x/日本語.md', true],
])('%j and %s: %s', (files, path, expected) => {
  expect(matches({ files, instruction: 'x' }, path)).toBe(expected);
});
