import { expect, test } from 'vitest';
import { commit } from '../../src/git/commit.js';
import { stage } from '../../src/git/stage.js';
import { type TestRepository, temporaryRepository } from './repository.js';

const crlf = 'one\r\ntwo\r\nthree\r\nfour\r\nfive\r\n';
const edited = crlf.replace('one', 'edit');

/** Commits an edit over an unstaged change, and tells what HEAD and the worktree hold then. */
async function commitEdit(repository: TestRepository): Promise<{ head: string; file: string }> {
  repository.write('a.ts', crlf.replace('five', 'mine'));
  const edit = await repository.edit('a.ts', 'one', 'edit');
  await commit(edit.repository, [edit], 'edit');
  expect(repository.git('diff', '--cached', '--name-only')).toBe('');
  expect(repository.git('status', '--porcelain')).toBe(' M a.ts\n');
  return { head: repository.git('show', 'HEAD:a.ts'), file: repository.read('a.ts') };
}

test('with core.autocrlf a file with CRLF is committed with LF', async () => {
  const repository = temporaryRepository();
  repository.git('config', 'core.autocrlf', 'true');
  repository.commit({ 'a.ts': crlf });
  expect(repository.git('show', 'HEAD:a.ts')).not.toContain('\r');
  const { head, file } = await commitEdit(repository);
  expect(head).toBe(edited.replaceAll('\r', ''));
  expect(file).toBe(edited.replace('five', 'mine'));
});

test.each([
  [
    'core.autocrlf',
    (repository: TestRepository) => repository.git('config', 'core.autocrlf', 'true'),
  ],
  [
    'text=auto',
    (repository: TestRepository) => repository.commit({ '.gitattributes': '* text=auto\n' }),
  ],
])('a file whose CRLF was committed before %s keeps it', async (_, convert) => {
  const repository = temporaryRepository({ 'a.ts': crlf });
  convert(repository);
  const { head, file } = await commitEdit(repository);
  expect(head).toBe(edited);
  expect(file).toBe(edited.replace('five', 'mine'));
});

test('without conversion CRLF, mixed endings and a missing last newline stay', async () => {
  const mixed = 'a\r\nb\nc\r\n\r\nd\n\ne';
  const repository = temporaryRepository({ 'a.ts': mixed });
  const edit = await repository.edit('a.ts', 'c\r\n', 'edit\r\n');
  await stage(edit.repository, [edit]);
  expect(repository.git('show', ':a.ts')).toBe(mixed.replace('c\r', 'edit\r'));
});
