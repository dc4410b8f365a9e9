// Every pair of the evaluation data as a patch that git applies, many files at once.

import { execFileSync } from 'node:child_process';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { expect, test } from 'vitest';
import { type FileChange, patch } from '../../src/apply/patch.js';
import { equals, fromLatin1, toLatin1 } from '../../src/grammar/bytes.js';
import { Source } from '../../src/grammar/source.js';
import { absence, readPairs } from '../data-sets.js';
import { temporaryRepository } from '../git/repository.js';

type Bytes = (text: Uint8Array) => Uint8Array;

const onLatin1 = (change: (text: string) => string): Bytes => {
  return (bytes) => fromLatin1(change(toLatin1(bytes)));
};
const crlf = onLatin1((text) => text.replaceAll(/\r?\n/g, '\r\n'));
const unterminated = onLatin1((text) => text.replace(/(?:\r?\n)+$/, ''));
const same: Bytes = (bytes) => bytes;

/** How the two versions of a pair are written: as they are, and with other endings. */
const FORMS: Record<string, [before: Bytes, after: Bytes]> = {
  'as they are': [same, same],
  'with CRLF': [crlf, crlf],
  'without a final newline': [unterminated, unterminated],
  'with a final newline that goes away': [same, unterminated],
  'with a final newline that comes': [unterminated, same],
  'with CRLF that comes': [same, crlf],
};

/** Folders and names that git quotes, or could take for something else; `N` is the number of the pair. */
const PATHS = [
  'plain/N.py',
  'with space/N .py',
  'a/b/a b/N.js',
  'ünïcode/文 N.ts',
  '"quoted"/\\N".py',
  '-dash/--N',
  'tab\there/N\n.py',
  ' b/N',
  '[x]*?/N.js',
  ':(top)/!N',
  '\u0001/N\u007f',
];

/** Files that are patched at once: one patch of all would only hide which of them is wrong. */
const BATCH = 400;

function changesIn([before, after]: [Bytes, Bytes]): FileChange[] {
  return readPairs().map((pair, at) => ({
    path: PATHS[at % PATHS.length]!.replace('N', String(at)),
    before: new Source(before(new TextEncoder().encode(pair.before))),
    after: new Source(after(new TextEncoder().encode(pair.after))),
    ...(at % 2 === 0 && { mode: '100644' }),
  }));
}

/** The paths that `git apply` does not give the bytes of `after`. */
function wrongAfterApply(changes: readonly FileChange[]): string[] {
  const { top } = temporaryRepository();
  for (const { path, before } of changes) {
    mkdirSync(dirname(join(top, path)), { recursive: true });
    writeFileSync(join(top, path), before.bytes);
  }
  const input = patch(changes);
  for (const args of [['--check'], []]) {
    // Without `nowarn` git would only print lines that end in blanks.
    execFileSync('git', ['apply', '--whitespace=nowarn', ...args], { cwd: top, input });
  }
  const isWrong = ({ path, after }: FileChange) =>
    !equals(readFileSync(join(top, path)), after.bytes);
  return changes.filter(isWrong).map(({ path }) => path);
}

test.skipIf(absence).each(Object.entries(FORMS))(
  'git apply gives every pair of the data sets its new bytes, %s',
  (_, form) => {
    const changes = changesIn(form);
    expect(changes.length).toBeGreaterThan(1500);
    for (let at = 0; at < changes.length; at += BATCH) {
      expect(wrongAfterApply(changes.slice(at, at + BATCH))).toEqual([]);
    }
  },
);
