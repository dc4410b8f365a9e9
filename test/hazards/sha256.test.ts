import { TestRepository, temporaryFolder } from '../git/repository.js';
import { addHook, CONFIGURATION, hazard } from './hazard.js';

hazard('object ids of SHA-256', {
  setUp: () => {
    const repository = new TestRepository(temporaryFolder());
    repository.git('init', '--quiet', '--initial-branch=main', '--object-format=sha256');
    repository.identify();
    repository.commit({ '.cadrc': CONFIGURATION, 'a.txt': 'one\n' });
    addHook(repository);
    repository.write('a.txt', 'BAD\n');
    repository.git('add', 'a.txt');
    return repository;
  },
  head: { 'a.txt': 'GOOD\n' },
  index: { 'a.txt': 'GOOD\n' },
  worktree: { 'a.txt': 'GOOD\n' },
});
