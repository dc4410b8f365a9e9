import { chmodSync } from 'node:fs';
import { hazard, hooked } from './hazard.js';

hazard('a file that may be executed', {
  setUp: () => {
    const repository = hooked({ 'a.txt': 'one\n' });
    repository.write('a.txt', 'BAD\n');
    chmodSync(repository.path('a.txt'), 0o755);
    repository.git('add', 'a.txt');
    return repository;
  },
  head: { 'a.txt': 'GOOD\n' },
  index: { 'a.txt': 'GOOD\n' },
  worktree: { 'a.txt': 'GOOD\n' },
});
