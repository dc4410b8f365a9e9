// Changed files -> a patch in git's format.
import { createHash } from 'node:crypto';
import { concat, fromLatin1, toLatin1 } from '../grammar/bytes.js';
import type { Source } from '../grammar/source.js';
import { diff, type Hunk, type HunkRange } from './diff.js';

/** A file that exists before and after the change. */
export interface FileChange {
  /** From the top of the repository, with `/`. */
  readonly path: string;
  readonly before: Source;
  readonly after: Source;
  /** Git's mode of the file, such as `100644`; with it, the patch names the blobs, for `git apply --3way`. */
  readonly mode?: string;
}

const NO_NEWLINE = fromLatin1('\n\\ No newline at end of file\n');
const LF = 0x0a;

/** Gives a patch that `git apply` takes; files that did not change have no part in it. */
export function patch(files: readonly FileChange[]): Uint8Array {
  return concat(files.flatMap(filePatch));
}

function filePatch({ path, before, after, mode }: FileChange): Uint8Array[] {
  const hunks = diff(before, after);
  if (hunks.length === 0) return [];
  const [a, b] = [quote(`a/${path}`), quote(`b/${path}`)];
  // Git ends a name that holds a space by a tab here, since other tools put a date after it.
  const tab = path.includes(' ') ? '\t' : '';
  const index = mode === undefined ? '' : `index ${blobId(before)}..${blobId(after)} ${mode}\n`;
  const header = `diff --git ${a} ${b}\n${index}--- ${a}${tab}\n+++ ${b}${tab}\n`;
  return [fromLatin1(header), ...hunks.flatMap(hunkPatch)];
}

function hunkPatch({ before, after, lines }: Hunk): Uint8Array[] {
  const header = fromLatin1(`@@ -${range(before)} +${range(after)} @@\n`);
  const body = lines.flatMap(({ kind, bytes }) => {
    const marked = [fromLatin1(kind), bytes];
    return bytes.at(-1) === LF ? marked : [...marked, NO_NEWLINE];
  });
  return [header, ...body];
}

/** Git names the line before an empty range, and leaves out a count of 1. */
function range({ first, count }: HunkRange): string {
  if (count === 0) return `${first - 1},0`;
  return count === 1 ? `${first}` : `${first},${count}`;
}

const ESCAPES: Record<string, string> = {
  '"': '\\"',
  '\\': '\\\\',
  '\x07': '\\a',
  '\b': '\\b',
  '\t': '\\t',
  '\n': '\\n',
  '\v': '\\v',
  '\f': '\\f',
  '\r': '\\r',
};

/** Writes a path as git does with `core.quotePath`: in C quotes where it holds anything but plain ASCII. */
function quote(path: string): string {
  const bytes = toLatin1(new TextEncoder().encode(path));
  const quoted = bytes.replace(
    // biome-ignore lint/suspicious/noControlCharactersInRegex: these are the characters to escape
    /["\\\x00-\x1f\x7f-\xff]/g,
    (char) => ESCAPES[char] ?? `\\${char.charCodeAt(0).toString(8).padStart(3, '0')}`,
  );
  return quoted === bytes ? bytes : `"${quoted}"`;
}

function blobId({ bytes }: Source): string {
  return createHash('sha1').update(`blob ${bytes.length}\0`).update(bytes).digest('hex');
}
