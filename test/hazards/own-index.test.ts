import { copyFileSync } from 'node:fs';
import { hazard, hooked } from './hazard.js';

hazard('an index that the environment names', {
  setUp: () => {
    // Of another size than what is written next: a copied index is newer than both.
    const repository = hooked({ 'a.txt': 'first\n', 'b.txt': 'other\n' });
    const real = repository.path('.git/index');
    copyFileSync(real, repository.path('.git/other'));
    repository.write('a.txt', 'BAD\n');
    repository.git('add', 'a.txt');
    copyFileSync(real, repository.path('.git/swap'));
    copyFileSync(repository.path('.git/other'), real);
    copyFileSync(repository.path('.git/swap'), repository.path('.git/other'));
    return repository;
  },
  env: { GIT_INDEX_FILE: '.git/other' },
  head: { 'a.txt': 'GOOD\n' },
  index: { 'a.txt': 'first\n' },
  worktree: { 'a.txt': 'GOOD\n' },
});
