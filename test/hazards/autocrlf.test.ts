import { hazard, hooked } from './hazard.js';

hazard('line endings that Git converts', {
  setUp: () => {
    const repository = hooked();
    repository.git('config', 'core.autocrlf', 'true');
    repository.write('a.txt', 'one\r\ntwo\r\n');
    repository.git('add', 'a.txt');
    repository.git('commit', '--quiet', '-m', 'add', '--no-verify');
    repository.write('a.txt', 'BAD\r\ntwo\r\n');
    repository.git('add', 'a.txt');
    return repository;
  },
  head: { 'a.txt': 'GOOD\ntwo\n' },
  index: { 'a.txt': 'GOOD\ntwo\n' },
  worktree: { 'a.txt': 'GOOD\r\ntwo\r\n' },
});
