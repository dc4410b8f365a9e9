import { hazard, hooked } from './hazard.js';

hazard('a filter between index and worktree', {
  setUp: () => {
    const repository = hooked({ '.gitattributes': 'a.txt filter=turn\n' });
    const turn = "tr 'A-Za-z' 'N-ZA-Mn-za-m'";
    repository.git('config', 'filter.turn.clean', turn);
    repository.git('config', 'filter.turn.smudge', turn);
    repository.write('a.txt', 'BAD\n');
    repository.git('add', 'a.txt');
    return repository;
  },
  head: { 'a.txt': 'TBBQ\n' },
  index: { 'a.txt': 'TBBQ\n' },
  worktree: { 'a.txt': 'GOOD\n' },
});
