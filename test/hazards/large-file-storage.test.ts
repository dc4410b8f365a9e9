import { hazard, hooked } from './hazard.js';

hazard('a pointer of Git LFS', {
  setUp: () => {
    const repository = hooked({ 'a.txt': 'one\n', 'b.txt': 'other\n' });
    repository.write('a.txt', 'BAD\n');
    repository.git('add', 'a.txt');
    repository.write('big.txt', 'version https://git-lfs.github.com/spec/v1\noid BAD\n');
    repository.git('add', 'big.txt');
    return repository;
  },
  head: { 'a.txt': 'GOOD\n', 'big.txt': 'version https://git-lfs.github.com/spec/v1\noid BAD\n' },
  index: { 'a.txt': 'GOOD\n' },
  worktree: { 'a.txt': 'GOOD\n' },
});
