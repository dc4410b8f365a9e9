// A model in a folder or an archive, for machines without network.
import { createReadStream, mkdirSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join, resolve, sep } from 'node:path';
import { ModelError, UsageError } from '../../../errors.js';
import { readOrigin } from '../store.js';
import type { Source } from './source.js';

/** What stands in a file's place where Git LFS was not there to fetch it. */
const POINTER = /^version https:\/\/git-lfs/;
const LONGEST_POINTER = 1024;

/**
 * Opens a folder with the files of a model, as `cad model path` names one or as a clone or another
 * downloader leaves it; or a tar archive of one, unpacked into `scratch`. Throws a UsageError.
 */
export async function openLocal(path: string, scratch: string): Promise<Source> {
  const stats = statSync(path, { throwIfNoEntry: false });
  if (!stats) throw new UsageError(`\`${path}\` of \`--from\` does not exist.`);
  const folder = stats.isDirectory() ? resolve(path) : await unpack(path, scratch);
  const origin = readOrigin(folder);
  return {
    commit: origin?.commit,
    dtype: origin?.dtype,
    files: filesIn(folder),
    async open({ path, bytes }, from) {
      const file = join(folder, path);
      if (bytes < LONGEST_POINTER && POINTER.test(readFileSync(file, 'utf8'))) {
        throw new ModelError(`\`${path}\` is not there, only a pointer of Git LFS to it.`, {
          hint: 'Run `git lfs pull` where it was cloned.',
        });
      }
      return { from, content: createReadStream(file, { start: from }) };
    },
  };
}

function filesIn(folder: string): Source['files'] {
  const names = readdirSync(folder, { recursive: true, encoding: 'utf8' });
  return names.flatMap((name) => {
    const stats = statSync(join(folder, name), { throwIfNoEntry: false });
    return stats?.isFile() ? [{ path: name.split(sep).join('/'), bytes: stats.size }] : [];
  });
}

/** Unpacks files alone, and gives the folder that they are in. */
async function unpack(archive: string, scratch: string): Promise<string> {
  const tar = await import('tar');
  mkdirSync(scratch, { recursive: true });
  try {
    const isFile = (_: string, entry: object) => 'type' in entry && entry.type === 'File';
    await tar.x({ file: archive, cwd: scratch, strict: true, filter: isFile });
  } catch (cause) {
    const { code, syscall } = cause as NodeJS.ErrnoException;
    if (syscall && code !== 'Z_DATA_ERROR') throw cause;
    throw new UsageError(`\`${archive}\` is no folder, and no tar archive that can be read.`, {
      cause,
    });
  }
  const [only, ...others] = readdirSync(scratch);
  const isWrapped = only !== undefined && others.length === 0;
  return isWrapped && statSync(join(scratch, only)).isDirectory() ? join(scratch, only) : scratch;
}
