import { rmSync } from 'node:fs';
import { hazard, hooked } from './hazard.js';

hazard('a staged file that is deleted in the worktree', {
  setUp: () => {
    const repository = hooked({ 'a.txt': 'one\n', 'b.txt': 'other\n' });
    repository.write('a.txt', 'BAD\n');
    repository.git('add', 'a.txt');
    rmSync(repository.path('a.txt'));
    return repository;
  },
  head: { 'a.txt': 'GOOD\n' },
  index: { 'a.txt': 'GOOD\n' },
  worktree: { 'b.txt': 'other\n' },
});
