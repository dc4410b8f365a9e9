import { hazard, hooked } from './hazard.js';

hazard('a filter that does not give back what it took', {
  setUp: () => {
    const repository = hooked({ '.gitattributes': 'a.txt filter=count\n' });
    repository.git('config', 'filter.count.clean', 'cat');
    repository.git('config', 'filter.count.smudge', 'sed s/BAD/BADBAD/');
    repository.write('a.txt', 'BAD\n');
    repository.git('add', 'a.txt');
    return repository;
  },
  head: { 'a.txt': 'BAD\n' },
  index: { 'a.txt': 'BAD\n' },
  worktree: { 'a.txt': 'BAD\n' },
});
