import { hazard, hooked } from './hazard.js';

/** Git sees a rename where most lines are the same; the hook reads lines near the change alone. */
const TEXT = `BAD, from before\n${'line\n'.repeat(40)}`;

hazard('a file that is renamed and changed', {
  setUp: () => {
    const repository = hooked({ 'a.txt': TEXT });
    repository.git('mv', 'a.txt', 'b.txt');
    repository.write('b.txt', `${TEXT}BAD\n`);
    repository.git('add', 'b.txt');
    return repository;
  },
  head: { 'b.txt': `${TEXT}GOOD\n` },
  index: { 'b.txt': `${TEXT}GOOD\n` },
  worktree: { 'b.txt': `${TEXT}GOOD\n` },
});
