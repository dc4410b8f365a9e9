// A child of killed.test.ts: edits `a.ts` and `b.ts` in the working directory as `cad fix` does, with
// the destination that its argument names. Says when it begins.

import { commit } from '../../dist/git/commit.js';
import { journaled } from '../../dist/git/journal.js';
import { readTarget } from '../../dist/git/read.js';
import { stage } from '../../dist/git/stage.js';
import { writeFiles } from '../../dist/git/write.js';

const [to] = process.argv.slice(2);
const edits = [];
for (const path of ['a.ts', 'b.ts']) {
  const target = await readTarget(path);
  const after = Buffer.from(Buffer.from(target.bytes).toString().replace('one', 'two'));
  edits.push({ ...target, after });
}
const { repository } = edits[0];
const work = {
  write: async () => writeFiles(edits),
  stage: () => stage(repository, edits),
  commit: () => commit(repository, edits, 'edit'),
}[to];
process.stdout.write('begin');
await journaled(repository, to, { edits }, work);
