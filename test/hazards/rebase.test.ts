import { conflicting, hazard } from './hazard.js';

const BAD = { 'a.txt': 'BAD\n' };

// What comes from the other side is not the user's to be fixed.
hazard('a rebase in progress', {
  setUp: () => conflicting(['rebase', 'other']),
  commit: ['-m', 'rebased'],
  head: BAD,
  index: BAD,
  worktree: BAD,
});
