import { rmSync, symlinkSync } from 'node:fs';
import { hazard, hooked } from './hazard.js';

hazard('a staged file in whose place a symlink stands', {
  setUp: () => {
    const repository = hooked({ 'a.txt': 'one\n', 'b.txt': 'other\n' });
    repository.write('a.txt', 'BAD\n');
    repository.git('add', 'a.txt');
    rmSync(repository.path('a.txt'));
    repository.write('outside', 'BAD\n');
    symlinkSync('outside', repository.path('a.txt'));
    return repository;
  },
  head: { 'a.txt': 'GOOD\n' },
  index: { 'a.txt': 'GOOD\n' },
  worktree: { 'a.txt': 'BAD\n', outside: 'BAD\n' },
});
