import { chmodSync } from 'node:fs';
import { hazard, hooked } from './hazard.js';

hazard('a file of the worktree that may not be written', {
  setUp: () => {
    const repository = hooked({ 'a.txt': 'one\n', 'b.txt': 'other\n' });
    repository.write('a.txt', 'BAD\n');
    repository.git('add', 'a.txt');
    chmodSync(repository.path('a.txt'), 0o444);
    return repository;
  },
  head: { 'a.txt': 'GOOD\n' },
  index: { 'a.txt': 'GOOD\n' },
});
