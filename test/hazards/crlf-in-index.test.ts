import { hazard, hooked } from './hazard.js';

hazard('line endings that Git keeps', {
  setUp: () => {
    const repository = hooked({ 'a.txt': 'one\r\ntwo\r\n' });
    repository.write('a.txt', 'BAD\r\ntwo\r\n');
    repository.git('add', 'a.txt');
    return repository;
  },
  head: { 'a.txt': 'GOOD\r\ntwo\r\n' },
  index: { 'a.txt': 'GOOD\r\ntwo\r\n' },
  worktree: { 'a.txt': 'GOOD\r\ntwo\r\n' },
});
