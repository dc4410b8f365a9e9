import { relative } from 'node:path';
import { expect, test } from 'vitest';
import { commit } from '../../src/git/commit.js';
import { stage } from '../../src/git/stage.js';
import { temporaryRepository } from './repository.js';

test('before the first commit an edit is refused as a commit, and can be staged', async () => {
  const repository = temporaryRepository();
  repository.write('a.ts', 'one\n');
  const edit = await repository.edit('a.ts', 'one', 'two');
  await expect(commit(edit.repository, [edit], 'edit')).rejects.toMatchObject({
    message: 'The repository has no commit yet.',
    exitStatus: 3,
  });
  await expect(stage(edit.repository, [edit])).rejects.toMatchObject({
    message: '`a.ts` is not in the index.',
    hint: `Run \`git add ${relative(process.cwd(), repository.path('a.ts'))}\` first, or use \`--write\`.`,
  });
  repository.git('add', 'a.ts');
  await stage(edit.repository, [edit]);
  expect(repository.git('show', ':a.ts')).toBe('two\n');
});
