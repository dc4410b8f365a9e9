import { hazard, hooked } from './hazard.js';

hazard('a sparse checkout', {
  setUp: () => {
    const repository = hooked({ 'in/a.txt': 'one\n', 'out/b.txt': 'one\n' });
    repository.git('sparse-checkout', 'set', '--no-cone', '/in/', '/.cadrc');
    repository.write('in/a.txt', 'BAD\n');
    repository.git('add', 'in/a.txt');
    repository.write('blob', 'BAD\n');
    const blob = repository.git('hash-object', '-w', 'blob').trim();
    repository.git('update-index', '--cacheinfo', `100644,${blob},out/b.txt`);
    repository.git('update-index', '--skip-worktree', 'out/b.txt');
    return repository;
  },
  head: { 'in/a.txt': 'GOOD\n', 'out/b.txt': 'GOOD\n' },
  index: { 'in/a.txt': 'GOOD\n', 'out/b.txt': 'GOOD\n' },
  worktree: { 'in/a.txt': 'GOOD\n', blob: 'BAD\n' },
});
