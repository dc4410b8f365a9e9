import { hazard, hooked } from './hazard.js';

hazard('a commit of one path, while another is staged', {
  setUp: () => {
    const repository = hooked({ 'a.txt': 'one\n', 'b.txt': 'other\n' });
    repository.write('a.txt', 'BAD\n');
    repository.git('add', 'a.txt');
    repository.write('b.txt', 'BAD\n');
    repository.git('add', 'b.txt');
    return repository;
  },
  commit: ['-m', 'change', 'a.txt'],
  head: { 'a.txt': 'GOOD\n', 'b.txt': 'other\n' },
  index: { 'a.txt': 'GOOD\n', 'b.txt': 'BAD\n' },
  worktree: { 'a.txt': 'GOOD\n', 'b.txt': 'BAD\n' },
});
