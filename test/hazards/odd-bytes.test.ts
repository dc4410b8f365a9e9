import { hazard, hooked } from './hazard.js';

hazard('a BOM, invalid UTF-8, and no newline at the end', {
  setUp: () => {
    const repository = hooked();
    repository.write('a.txt', Buffer.from('\xef\xbb\xbfx\xff\r\nBAD', 'latin1'));
    repository.git('add', 'a.txt');
    return repository;
  },
  head: { 'a.txt': Buffer.from('\xef\xbb\xbfx\xff\r\nGOOD', 'latin1').toString() },
});
