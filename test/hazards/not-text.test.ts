import { hazard, hooked } from './hazard.js';

hazard('binary, UTF-16 and empty files', {
  setUp: () => {
    const repository = hooked({ 'a.txt': 'one\n', 'b.txt': 'other\n' });
    repository.write('a.txt', 'BAD\n');
    repository.git('add', 'a.txt');
    repository.write('b.txt', Buffer.from('BAD\0\x01', 'latin1'));
    repository.write('c.txt', Buffer.from('\ufeffBAD\n', 'utf16le'));
    repository.write('d.txt', '');
    repository.git('add', '.');
    return repository;
  },
  head: { 'a.txt': 'GOOD\n', 'b.txt': 'BAD\0\x01', 'd.txt': '' },
  index: { 'a.txt': 'GOOD\n' },
  worktree: { 'a.txt': 'GOOD\n' },
});
