import { hazard, hooked } from './hazard.js';

hazard('a submodule that is staged', {
  setUp: () => {
    const repository = hooked({ 'a.txt': 'one\n' });
    const commit = repository.git('rev-parse', 'HEAD').trim();
    repository.git('update-index', '--add', '--cacheinfo', `160000,${commit},sub.txt`);
    repository.write('a.txt', 'BAD\n');
    repository.git('add', 'a.txt');
    return repository;
  },
  head: { 'a.txt': 'GOOD\n' },
  index: { 'a.txt': 'GOOD\n' },
  worktree: { 'a.txt': 'GOOD\n' },
});
