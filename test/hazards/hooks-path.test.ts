import { temporaryRepository } from '../git/repository.js';
import { addHook, CONFIGURATION, hazard } from './hazard.js';

hazard('hooks in a folder of their own', {
  setUp: () => {
    const repository = temporaryRepository({ '.cadrc': CONFIGURATION, 'a.txt': 'one\n' });
    repository.git('config', 'core.hooksPath', 'tools/hooks');
    addHook(repository);
    repository.write('a.txt', 'BAD\n');
    repository.git('add', 'a.txt');
    return repository;
  },
  head: { 'a.txt': 'GOOD\n' },
  index: { 'a.txt': 'GOOD\n' },
  worktree: { 'a.txt': 'GOOD\n' },
});
