import { hazard, hooked } from './hazard.js';

hazard('a commit on no branch', {
  setUp: () => {
    const repository = hooked({ 'a.txt': 'one\n' });
    repository.git('checkout', '--quiet', '--detach');
    repository.write('a.txt', 'BAD\n');
    repository.git('add', 'a.txt');
    return repository;
  },
  head: { 'a.txt': 'GOOD\n' },
  index: { 'a.txt': 'GOOD\n' },
  worktree: { 'a.txt': 'GOOD\n' },
});
