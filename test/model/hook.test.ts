// The hook with the embedded model: a debug statement that is staged does not get into the commit.
import { execFileSync } from 'node:child_process';
import { expect, test } from 'vitest';
import { CAD } from '../cli/cad.js';
import { temporaryRepository } from '../git/repository.js';

const BEFORE = `const fs = require('fs');

function load(path) {
  const text = fs.readFileSync(path, 'utf8');
  return JSON.parse(text);
}

module.exports = { load };
`;
const STAGED = BEFORE.replace('  return', "  console.log('here', text);\n  return");

test('git commit with the hook commits the fix, and the worktree has it too', () => {
  const rules = [{ files: '*.js', instruction: 'remove the debug statement' }];
  const hook = { minConfidence: 0, timeBudgetMs: 120_000, rules };
  const repository = temporaryRepository({ '.cadrc': JSON.stringify({ hook }), 'a.js': BEFORE });
  execFileSync(process.execPath, [CAD, 'hook', 'install'], { cwd: repository.top });
  repository.write('a.js', STAGED);
  // Something is left to commit.
  repository.write('notes.md', 'a note\n');
  repository.git('add', 'a.js', 'notes.md');
  repository.write('a.js', `${STAGED}// mine\n`);
  repository.git('commit', '--quiet', '--message', 'change');
  expect(repository.git('show', 'HEAD:a.js')).toBe(BEFORE);
  expect(repository.read('a.js')).toBe(`${BEFORE}// mine\n`);
});
