import { join } from 'node:path';
import { TestRepository, temporaryFolder } from '../git/repository.js';
import { hazard, hooked } from './hazard.js';

hazard('a linked worktree', {
  setUp: () => {
    const main = hooked({ 'a.txt': 'one\n' });
    const repository = new TestRepository(join(temporaryFolder(), 'linked'));
    main.git('worktree', 'add', '--quiet', repository.top);
    repository.write('a.txt', 'BAD\n');
    repository.git('add', 'a.txt');
    return repository;
  },
  head: { 'a.txt': 'GOOD\n' },
  index: { 'a.txt': 'GOOD\n' },
  worktree: { 'a.txt': 'GOOD\n' },
});
