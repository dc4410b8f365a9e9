import { readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { journaled } from '../../src/git/journal.js';
import { reverseEdits } from '../../src/git/last-edit.js';
import { Repository } from '../../src/git/repo.js';
import { stage } from '../../src/git/stage.js';
import { writeFiles } from '../../src/git/write.js';
import { temporaryFolder, temporaryRepository } from './repository.js';

const LINES = Array.from({ length: 20 }, (_, n) => `line ${n}\n`);
const TEXT = LINES.join('');
const EDITED = TEXT.replace('line 2\n', 'changed\n');

/** A repository in which line 2 of a file was edited and written, and its handle. */
async function edited() {
  const made = temporaryRepository({ 'sub/a.ts': TEXT });
  const repository = await Repository.find(made.top);
  const edit = await made.edit('sub/a.ts', 'line 2\n', 'changed\n');
  await journaled(repository, 'write', { edits: [edit] }, async () => writeFiles([edit]));
  return { made, repository };
}

const textsOf = ({ edits }: Awaited<ReturnType<typeof reverseEdits>>) =>
  edits.map(({ path, after }) => [path, Buffer.from(after).toString()]);

test('the last edit is reversed', async () => {
  const { repository } = await edited();
  const reversed = await reverseEdits(repository);
  expect(reversed.to).toBe('write');
  expect(textsOf(reversed)).toEqual([['sub/a.ts', TEXT]]);
});

test('what was changed since stays', async () => {
  const { made, repository } = await edited();
  made.write('sub/a.ts', EDITED.replace('line 15\n', 'mine\nmine too\n'));
  expect(textsOf(await reverseEdits(repository))).toEqual([
    ['sub/a.ts', TEXT.replace('line 15\n', 'mine\nmine too\n')],
  ]);
});

test('an edit whose lines have changed since is not reversed', async () => {
  const { made, repository } = await edited();
  made.write('sub/a.ts', EDITED.replace('changed\n', 'mine\n'));
  await expect(reverseEdits(repository)).rejects.toThrow('`sub/a.ts` has changed');
});

test('a file that is gone is not reversed', async () => {
  const { made, repository } = await edited();
  made.git('rm', '-q', '-f', 'sub/a.ts');
  await expect(reverseEdits(repository)).rejects.toThrow('the file does not exist');
});

test('line endings and odd bytes come back as they were', async () => {
  const bytes = Buffer.from('a\r\nb\xff\nc\r\nd', 'latin1');
  const made = temporaryRepository({ 'a.txt': bytes });
  const repository = await Repository.find(made.top);
  const edit = await made.edit('a.txt', 'c\r\n', 'C\r\n');
  await journaled(repository, 'stage', { edits: [edit] }, () => stage(repository, [edit]));
  const { edits } = await reverseEdits(repository);
  expect(Buffer.from(edits[0]!.after)).toEqual(bytes);
});

test.each(['../outside/a.ts', 'link/a.ts', '.git/config'])(
  'a journal that names %s touches nothing there',
  async (path) => {
    const { made, repository } = await edited();
    const outside = temporaryFolder();
    writeFileSync(join(outside, 'a.ts'), EDITED);
    symlinkSync(outside, made.path('link'));
    const journal = made.path('.git/cad/last-edit.json');
    const edit = JSON.parse(readFileSync(journal, 'utf8'));
    writeFileSync(journal, JSON.stringify({ ...edit, files: [{ ...edit.files[0], path }] }));
    await expect(reverseEdits(repository)).rejects.toMatchObject({ exitStatus: 3 });
    expect(readFileSync(join(outside, 'a.ts'), 'utf8')).toBe(EDITED);
  },
);

test('a file that belongs to another repository by now is refused', async () => {
  const { made, repository } = await edited();
  made.git('init', '--quiet', 'sub');
  await expect(reverseEdits(repository)).rejects.toThrow('lie in different repositories');
});
