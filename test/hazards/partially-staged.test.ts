import { hazard, hooked } from './hazard.js';

const FAR = '\n'.repeat(30);

hazard('a partially staged file', {
  setUp: () => {
    const repository = hooked({ 'a.txt': `one${FAR}end\n` });
    repository.write('a.txt', `BAD${FAR}end\n`);
    repository.git('add', 'a.txt');
    repository.write('a.txt', `BAD${FAR}end\nmine BAD\n`);
    return repository;
  },
  head: { 'a.txt': `GOOD${FAR}end\n` },
  index: { 'a.txt': `GOOD${FAR}end\n` },
  worktree: { 'a.txt': `GOOD${FAR}end\nmine BAD\n` },
});
