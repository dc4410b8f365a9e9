import { symlinkSync } from 'node:fs';
import { hazard, hooked } from './hazard.js';

hazard('a symlink that is staged', {
  setUp: () => {
    const repository = hooked({ 'a.txt': 'one\n', 'b.txt': 'other\n' });
    repository.write('a.txt', 'BAD\n');
    repository.git('add', 'a.txt');
    symlinkSync('b.txt', repository.path('BAD.txt'));
    repository.git('add', 'BAD.txt');
    return repository;
  },
  head: { 'a.txt': 'GOOD\n', 'BAD.txt': 'b.txt' },
  index: { 'a.txt': 'GOOD\n' },
  worktree: { 'a.txt': 'GOOD\n' },
});
