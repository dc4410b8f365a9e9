import { conflicting, hazard } from './hazard.js';

const BAD = { 'a.txt': 'BAD\n' };

// What comes from the other side is not the user's to be fixed.
hazard('a cherry-pick in progress', {
  setUp: () => conflicting(['cherry-pick', 'other']),
  commit: ['-m', 'pick'],
  head: BAD,
  index: BAD,
  worktree: BAD,
});
