import { rmSync, symlinkSync } from 'node:fs';
import { hazard, hooked } from './hazard.js';

hazard('a file that becomes a symlink', {
  setUp: () => {
    const repository = hooked({ 'a.txt': 'one\n', 'b.txt': 'other\n' });
    repository.write('a.txt', 'BAD\n');
    repository.git('add', 'a.txt');
    rmSync(repository.path('b.txt'));
    symlinkSync('BAD', repository.path('b.txt'));
    repository.git('add', 'b.txt');
    return repository;
  },
  head: { 'a.txt': 'GOOD\n', 'b.txt': 'BAD' },
  index: { 'a.txt': 'GOOD\n' },
  worktree: { 'a.txt': 'GOOD\n' },
});
