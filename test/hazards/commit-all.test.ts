import { hazard, hooked } from './hazard.js';

hazard('a commit of all that is changed', {
  setUp: () => {
    const repository = hooked({ 'a.txt': 'one\n' });
    repository.write('a.txt', 'BAD\n');
    return repository;
  },
  commit: ['-a', '-m', 'change'],
  head: { 'a.txt': 'GOOD\n' },
  index: { 'a.txt': 'GOOD\n' },
  worktree: { 'a.txt': 'GOOD\n' },
});
