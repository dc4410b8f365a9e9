import { conflicting, hazard } from './hazard.js';

const BAD = { 'a.txt': 'BAD\n' };

// What comes from the other side is not the user's to be fixed.
hazard('a merge in progress', {
  setUp: () => conflicting(['merge', 'other']),
  commit: ['-m', 'merge'],
  head: BAD,
  index: BAD,
  worktree: BAD,
});
