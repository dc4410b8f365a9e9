import { hazard, hooked } from './hazard.js';

hazard('files that Git does not know, or ignores', {
  setUp: () => {
    const repository = hooked({ 'a.txt': 'one\n', 'b.txt': 'other\n' });
    repository.write('a.txt', 'BAD\n');
    repository.git('add', 'a.txt');
    repository.write('.gitignore', 'ignored.txt\n');
    repository.write('ignored.txt', 'BAD\n');
    repository.write('untracked.txt', 'BAD\n');
    return repository;
  },
  head: { 'a.txt': 'GOOD\n' },
  index: { 'a.txt': 'GOOD\n' },
  worktree: { 'a.txt': 'GOOD\n', 'ignored.txt': 'BAD\n', 'untracked.txt': 'BAD\n' },
});
