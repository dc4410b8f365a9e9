// Notes of Git under `refs/notes/cad`, and what they are about.

import { StateError } from '../errors.js';
import { records } from './git.js';
import type { Repository } from './repo.js';

const REF = ['notes', '--ref=cad'];

/** Puts a note beside a commit, in place of one that it has. Throws a StateError. */
export async function addNote(repository: Repository, commit: string, text: string): Promise<void> {
  await repository.run([...REF, 'add', '--force', '--file=-', commit], { input: text });
}

/** Reads the note of a commit; undefined where it has none. */
export async function readNote(
  repository: Repository,
  commit: string,
): Promise<string | undefined> {
  const { exitCode, stdout } = await repository.run([...REF, 'show', commit], { accept: [0, 1] });
  return exitCode === 0 ? stdout.toString() : undefined;
}

/** Gives the id of the commit that a revision names. Throws a StateError where it names none. */
export async function commitOf(repository: Repository, revision: string): Promise<string> {
  const named = ['--verify', '--quiet', '--end-of-options', `${revision}^{commit}`];
  const { stdout } = await repository.run(['rev-parse', ...named], { accept: [0, 1, 128] });
  const id = stdout.toString().trim();
  if (id) return id;
  throw new StateError(`\`${revision}\` names no commit.`);
}

/** The paths that a commit changes against its first parent. */
export async function changedPaths(repository: Repository, commit: string): Promise<string[]> {
  const { stdout } = await repository.run([
    ...['diff-tree', '-r', '-z', '--no-renames', '--name-only'],
    ...[`${commit}^`, commit],
  ]);
  return records(stdout);
}

/** The bytes of a file as a commit holds it; undefined where it does not. */
export async function fileIn(
  repository: Repository,
  commit: string,
  path: string,
): Promise<Uint8Array | undefined> {
  const object = `${commit}:${path}`;
  const { exitCode, stdout } = await repository.run(['cat-file', 'blob', object], {
    accept: [0, 128],
  });
  return exitCode === 0 ? stdout : undefined;
}
