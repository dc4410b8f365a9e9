// A child of interrupt.test.ts: commits an edit of `a.ts` in the working directory, and prints how
// that ended.

import { commit } from '../../dist/git/commit.js';
import { readTarget } from '../../dist/git/read.js';

try {
  const target = await readTarget('a.ts');
  await commit(target.repository, [{ ...target, after: Buffer.from('two\n') }], 'edit');
  process.stdout.write('done');
} catch (error) {
  process.stdout.write(`${error.name} ${error.exitStatus}`);
}
