import { hazard, hooked } from './hazard.js';

hazard('a change that is not staged in the same line', {
  setUp: () => {
    const repository = hooked({ 'a.txt': 'one\n', 'b.txt': 'other\n' });
    repository.write('a.txt', 'BAD\n');
    repository.git('add', 'a.txt');
    repository.write('a.txt', 'BAD, mine\n');
    return repository;
  },
  head: { 'a.txt': 'GOOD\n' },
  index: { 'a.txt': 'GOOD\n' },
  worktree: { 'a.txt': 'BAD, mine\n' },
});
