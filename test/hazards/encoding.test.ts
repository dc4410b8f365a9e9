import { hazard, hooked } from './hazard.js';

hazard('an encoding of the worktree', {
  setUp: () => {
    const repository = hooked({ '.gitattributes': 'a.txt working-tree-encoding=UTF-16LE-BOM\n' });
    repository.write('a.txt', Buffer.from('\ufeffBAD\n', 'utf16le'));
    repository.git('add', 'a.txt');
    return repository;
  },
  head: { 'a.txt': 'GOOD\n' },
  index: { 'a.txt': 'GOOD\n' },
});
