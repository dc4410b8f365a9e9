// Reads the files that the user names, and refuses what must not be edited.

import { lstatSync, readFileSync, realpathSync, type Stats, statSync } from 'node:fs';
import { dirname, relative, resolve, sep } from 'node:path';
import { assert, StateError } from '../errors.js';
import { binaryKind } from './binary.js';
import { fileProblem } from './file-problem.js';
import { type Recovery, recover } from './recover.js';
import { Repository } from './repo.js';
import { looksSecret } from './secret.js';
import { sha256 } from './sha256.js';

/** Larger files are refused: generated, or far over any model's context. */
const MAX_BYTES = 5_000_000;

/** A file of a repository as it was read. */
export interface Target {
  readonly repository: Repository;
  /** Real path: where the user named a symlink, the file that it points to. */
  readonly absolute: string;
  /** Path from the top level, with `/`. */
  readonly path: string;
  readonly mode: '100644' | '100755';
  readonly bytes: Uint8Array;
  /** SHA-256 of `bytes`, in hexadecimal. */
  readonly sha256: string;
}

/** A target and its new content: `{ ...target, after }`. */
export interface Edit extends Target {
  readonly after: Uint8Array;
}

export interface ReadOptions {
  /** Reads ignored and secret-looking files too. @default false */
  force?: boolean;
  /** Told what became of a write in the file's repository that was cut short. */
  onRecovered?: (recovery: Recovery) => void;
}

/**
 * Reads the file at `path`. Throws a StateError for a file that is missing, not regular, not
 * readable, too large, binary or UTF-16, that belongs to Git or lies outside a repository, for a
 * symlink that leaves the repository, and, without `force`, for an ignored or secret-looking file.
 */
export async function readTarget(
  path: string,
  { force = false, onRecovered = () => {} }: ReadOptions = {},
): Promise<Target> {
  const absolute = attempt(path, () => realpathSync(resolve(path)));
  const stats = attempt(path, () => statSync(absolute));
  refuseKind(path, absolute, stats);
  const repository = await findRepository(path, absolute);
  const recovery = await recover(repository);
  if (recovery) onRecovered(recovery);
  const inside = relative(repository.top, absolute).split(sep).join('/');
  if (!force) await refuseProtected(path, inside, repository);
  const bytes = attempt(path, () => readFileSync(absolute));
  const kind = binaryKind(bytes);
  if (kind) throw new StateError(`\`${path}\` is ${kind}, and only UTF-8 text can be edited.`);
  const mode = stats.mode & 0o100 ? '100755' : '100644';
  return { repository, absolute, path: inside, mode, bytes, sha256: sha256(bytes) };
}

/** The repository that all targets share. Throws a StateError when they lie in several. */
export function sharedRepository(targets: readonly Target[]): Repository {
  const [first, ...rest] = targets;
  assert(first, 'no target was given');
  const other = rest.find(({ repository }) => repository.top !== first.repository.top);
  if (!other) return first.repository;
  throw new StateError(`\`${first.path}\` and \`${other.path}\` lie in different repositories.`, {
    hint: 'Edit the files of one repository at a time, or use `--write`.',
  });
}

function refuseKind(path: string, absolute: string, stats: Stats): void {
  if (stats.isDirectory()) {
    throw new StateError(`\`${path}\` is a directory.`, { hint: 'Name the files in it.' });
  }
  if (!stats.isFile()) throw new StateError(`\`${path}\` is not a regular file.`);
  if (absolute.split(sep).some((name) => name.toLowerCase() === '.git')) {
    throw new StateError(`\`${path}\` belongs to Git itself and is never edited.`);
  }
  if (stats.size > MAX_BYTES) {
    throw new StateError(`\`${path}\` has ${stats.size} bytes; the limit is ${MAX_BYTES}.`);
  }
}

/** Finds the file's repository, and refuses a symlink on the way that leads out of another one. */
async function findRepository(path: string, absolute: string): Promise<Repository> {
  const found = await Repository.find(dirname(absolute)).catch((error: StateError) => error);
  for (let link = resolve(path); link !== dirname(link); link = dirname(link)) {
    if (!lstatSync(link).isSymbolicLink()) continue;
    const holder = await Repository.find(dirname(link)).catch(() => undefined);
    if (holder && !(found instanceof Repository && holder.top === found.top)) {
      throw new StateError(`\`${path}\` leaves its repository through the symlink \`${link}\`.`, {
        hint: 'Name the file itself.',
      });
    }
  }
  if (found instanceof Repository) return found;
  throw found;
}

async function refuseProtected(
  path: string,
  inside: string,
  repository: Repository,
): Promise<void> {
  const hint = 'Use `--force` to edit it all the same.';
  if (looksSecret(inside)) throw new StateError(`\`${path}\` looks like a secret.`, { hint });
  const { exitCode } = await repository.run(['check-ignore', '--quiet', '-z', '--stdin'], {
    input: `./${inside}\0`, // a leading `:` would be read as more than a name
    accept: [0, 1],
  });
  if (exitCode === 0) throw new StateError(`\`${path}\` is ignored by Git.`, { hint });
}

function attempt<T>(path: string, work: () => T): T {
  try {
    return work();
  } catch (error) {
    throw fileProblem(error, `\`${path}\` cannot be read`);
  }
}
