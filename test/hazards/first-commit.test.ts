import { temporaryRepository } from '../git/repository.js';
import { addHook, CONFIGURATION, hazard } from './hazard.js';

hazard('the first commit', {
  setUp: () => {
    const repository = temporaryRepository();
    repository.write('.cadrc', CONFIGURATION);
    repository.write('a.txt', 'BAD\n');
    repository.git('add', '.');
    addHook(repository);
    return repository;
  },
  head: { 'a.txt': 'GOOD\n' },
  index: { 'a.txt': 'GOOD\n' },
  worktree: { 'a.txt': 'GOOD\n' },
});
