import { readdirSync } from 'node:fs';
import { expect, test } from 'vitest';
import { Repository } from '../../src/git/repo.js';
import { restoreFiles } from '../../src/git/restore.js';
import { sha256 } from '../../src/git/sha256.js';
import { temporaryRepository } from './repository.js';

// Git merges no text with NUL in it.
const utf16 = (text: string) => Buffer.from(text, 'utf16le');

test.each([
  ['was written', 'new\n'],
  ['was not written yet', 'old\n'],
])('an edit of what Git takes for no text is taken out where it %s', async (_, found) => {
  const made = temporaryRepository({ 'a.txt': utf16(found) });
  const [bytes, after] = [utf16('old\n'), utf16('new\n')];
  const file = { path: 'a.txt', absolute: made.path('a.txt'), sha256: sha256(bytes), bytes, after };
  await restoreFiles(await Repository.find(made.top), [file]);
  expect(Buffer.from(made.read('a.txt'))).toEqual(Buffer.from(bytes.toString()));
  expect(readdirSync(made.top)).toEqual(['.git', 'a.txt']);
});
