// A child of interrupt.test.ts: commits an edit of `a.ts` in the working directory as cad does, and
// prints how that ended.

import { catchInterrupts, whileWriting } from '../../dist/cli/interrupt.js';
import { commit } from '../../dist/git/commit.js';
import { readTarget } from '../../dist/git/read.js';

catchInterrupts((isDone) => process.exit(isDone ? 0 : 130));
try {
  const target = await readTarget('a.ts');
  const edit = {
    ...target,
    after: Buffer.from(Buffer.from(target.bytes).toString().replace('one', 'two')),
  };
  await whileWriting(() => commit(target.repository, [edit], 'edit'));
  process.stdout.write('done');
} catch (error) {
  process.stdout.write(`${error.exitStatus} ${error.message}`);
}
