import { hazard, hooked } from './hazard.js';

hazard('an amended commit', {
  setUp: () => {
    const repository = hooked({ 'a.txt': 'one\n' });
    repository.write('b.txt', 'two\n');
    repository.git('add', 'b.txt');
    repository.git('commit', '--quiet', '-m', 'second');
    repository.write('a.txt', 'BAD\n');
    repository.git('add', 'a.txt');
    return repository;
  },
  commit: ['--amend', '--no-edit'],
  head: { 'a.txt': 'GOOD\n', 'b.txt': 'two\n' },
  index: { 'a.txt': 'GOOD\n' },
  worktree: { 'a.txt': 'GOOD\n' },
});
