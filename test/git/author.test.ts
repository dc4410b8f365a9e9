import { expect, test } from 'vitest';
import { UsageError } from '../../src/errors.js';
import { commit } from '../../src/git/commit.js';
import { messageFor } from '../../src/git/message.js';
import { temporaryRepository } from './repository.js';

const TRAILER = 'Assisted-by: cad 1.0.0 tiny';

test('the user is author and committer, and the trailer names the tool', async () => {
  const repository = temporaryRepository({ 'a.ts': 'one\n' });
  const edit = await repository.edit('a.ts', 'one', 'two');
  await commit(edit.repository, [edit], messageFor('handle  null\n'), { trailer: TRAILER });
  const shown = repository.git('log', '-1', '--format=%an <%ae> %cn%n%B');
  expect(shown.trim()).toBe(`A User <user@example.com> A User\ncad: handle null\n\n${TRAILER}`);
});

test('the trailer stands with those that the message has, and lines with # stay', async () => {
  const repository = temporaryRepository({ 'a.ts': 'one\n' });
  const edit = await repository.edit('a.ts', 'one', 'two');
  const message = 'fix\n\n# not a comment\n---\nmore\n\nRefs: 1';
  await commit(edit.repository, [edit], message, { trailer: TRAILER });
  expect(repository.git('log', '-1', '--format=%B').trim()).toBe(`${message}\n${TRAILER}`);
});

test('a commit without an identity leaves everything as it was', async () => {
  const repository = temporaryRepository({ 'a.ts': 'one\n' });
  repository.git('config', '--unset', 'user.email');
  repository.git('config', 'user.useConfigOnly', 'true');
  const edit = await repository.edit('a.ts', 'one', 'two');
  const before = repository.snapshot();
  await expect(commit(edit.repository, [edit], 'edit')).rejects.toMatchObject({
    cause: expect.objectContaining({ message: expect.stringContaining('tell me who you are') }),
  });
  expect(repository.snapshot()).toBe(before);
});

test('signing that fails leaves everything as it was', async () => {
  const repository = temporaryRepository({ 'a.ts': 'one\n' });
  repository.git('config', 'commit.gpgSign', 'true');
  repository.git('config', 'gpg.program', 'false');
  const edit = await repository.edit('a.ts', 'one', 'two');
  const before = repository.snapshot();
  await expect(commit(edit.repository, [edit], 'edit')).rejects.toMatchObject({
    cause: expect.objectContaining({ message: expect.stringContaining('failed to sign') }),
  });
  expect(repository.snapshot()).toBe(before);
});

test('an empty message is a usage error', async () => {
  const repository = temporaryRepository({ 'a.ts': 'one\n' });
  const edit = await repository.edit('a.ts', 'one', 'two');
  await expect(commit(edit.repository, [edit], ' \n')).rejects.toThrow(UsageError);
});

test('a long instruction is cut to a title of 72 characters and stands in full below', () => {
  const instruction = `handle ${'👩‍💻'.repeat(80)}`;
  const [title, blank, body] = messageFor(instruction).split('\n');
  expect(Array.from(new Intl.Segmenter().segment(title ?? ''))).toHaveLength(72);
  expect([blank, body]).toEqual(['', instruction]);
  expect(messageFor('x'.repeat(67))).toBe(`cad: ${'x'.repeat(67)}`);
});
