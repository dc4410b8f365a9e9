import { hazard, hooked } from './hazard.js';

hazard('a file that is only meant to be added', {
  setUp: () => {
    const repository = hooked({ 'a.txt': 'one\n', 'b.txt': 'other\n' });
    repository.write('a.txt', 'BAD\n');
    repository.git('add', 'a.txt');
    repository.write('new.txt', 'BAD\n');
    repository.git('add', '--intent-to-add', 'new.txt');
    return repository;
  },
  head: { 'a.txt': 'GOOD\n' },
  index: { 'a.txt': 'GOOD\n' },
  worktree: { 'a.txt': 'GOOD\n', 'new.txt': 'BAD\n' },
});
