import { hazard, hooked } from './hazard.js';

hazard('a file that looks like a secret', {
  setUp: () => {
    const repository = hooked({ 'a.txt': 'one\n', 'b.txt': 'other\n' });
    repository.write('a.txt', 'BAD\n');
    repository.git('add', 'a.txt');
    repository.write('.env.txt', 'BAD\n');
    repository.git('add', '.env.txt');
    return repository;
  },
  head: { 'a.txt': 'GOOD\n', '.env.txt': 'BAD\n' },
  index: { 'a.txt': 'GOOD\n' },
  worktree: { 'a.txt': 'GOOD\n' },
});
