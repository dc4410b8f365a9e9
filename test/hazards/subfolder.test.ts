import { hazard, hooked } from './hazard.js';

hazard('a commit in a folder of the repository', {
  setUp: () => {
    const repository = hooked({ 'sub/a.txt': 'one\n', 'b.txt': 'one\n' });
    repository.write('sub/a.txt', 'BAD\n');
    repository.write('b.txt', 'BAD\n');
    repository.git('add', 'b.txt');
    return repository;
  },
  cwd: 'sub',
  commit: ['-m', 'change', 'a.txt', '../b.txt'],
  head: { 'sub/a.txt': 'GOOD\n', 'b.txt': 'GOOD\n' },
  index: { 'sub/a.txt': 'GOOD\n', 'b.txt': 'GOOD\n' },
  worktree: { 'sub/a.txt': 'GOOD\n', 'b.txt': 'GOOD\n' },
});
