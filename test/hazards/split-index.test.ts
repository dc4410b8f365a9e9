import { hazard, hooked } from './hazard.js';

hazard('an index in two files', {
  setUp: () => {
    const repository = hooked({ 'a.txt': 'one\n' });
    repository.git('config', 'core.splitIndex', 'true');
    repository.git('update-index', '--split-index');
    repository.write('a.txt', 'BAD\n');
    repository.git('add', 'a.txt');
    return repository;
  },
  head: { 'a.txt': 'GOOD\n' },
  index: { 'a.txt': 'GOOD\n' },
  worktree: { 'a.txt': 'GOOD\n' },
});
