import { TestRepository, temporaryRepository } from '../git/repository.js';
import { addHook, CONFIGURATION, hazard, hooked } from './hazard.js';

hazard('a commit in a submodule', {
  setUp: () => {
    const inner = temporaryRepository({ '.cadrc': CONFIGURATION, 'a.txt': 'one\n' });
    const outer = hooked({ 'b.txt': 'BAD\n' });
    const allowed = ['-c', 'protocol.file.allow=always'];
    outer.git(...allowed, 'submodule', '--quiet', 'add', inner.top, 'sub');
    const repository = new TestRepository(outer.path('sub'));
    repository.identify();
    addHook(repository);
    repository.write('a.txt', 'BAD\n');
    repository.git('add', 'a.txt');
    return repository;
  },
  head: { 'a.txt': 'GOOD\n' },
  index: { 'a.txt': 'GOOD\n' },
  worktree: { 'a.txt': 'GOOD\n' },
});
