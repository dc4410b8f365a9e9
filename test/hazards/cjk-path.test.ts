import { hazard, hooked } from './hazard.js';

const PATH = 'ordner/日本 "x" *.txt';

hazard('a path of many scripts, quotes and stars', {
  setUp: () => {
    const repository = hooked({ [PATH]: 'one\n' });
    repository.write(PATH, 'BAD\n');
    repository.git('add', '.');
    return repository;
  },
  head: { [PATH]: 'GOOD\n' },
  index: { [PATH]: 'GOOD\n' },
  worktree: { [PATH]: 'GOOD\n' },
});
