// What a commit's note says: how its edit was made, as JSON.

import { oracle } from '../apply/oracle.js';
import { StateError } from '../errors.js';
import type { Committed } from '../git/commit.js';
import { addNote, readNote } from '../git/note.js';
import type { Repository } from '../git/repo.js';
import { isTreePath } from '../git/tree-path.js';
import { parse } from '../grammar/parse.js';
import { format, type Program } from '../grammar/program.js';
import { Source } from '../grammar/source.js';
import type { Settings } from './settings.js';
import { version } from './version.js';

/** How an edit was made; without a model where one was undone. */
export interface Facts {
  readonly cad: string;
  readonly instruction: string;
  readonly model?: string;
  /** SHA-256 of the model's manifest, which holds those of its files. */
  readonly modelSha256?: string;
  readonly mode?: string;
  readonly temperature?: number;
  readonly seed?: number;
  /** SHA-256 of the tokens of each file's prompts. */
  readonly prompts?: Readonly<Record<string, readonly string[]>>;
}

/** The program of one file, from the commit's parent to the commit as it was asked for. */
export interface NotedFile {
  readonly path: string;
  readonly program: Program;
}

/** The trailer of a commit that a model wrote, where the user wants one. */
export function trailerOf({ trailer }: Settings, model: string): { trailer?: string } {
  const named = trailer ?? `Assisted-by: cad ${version()} (${model})`;
  return named === false ? {} : { trailer: named };
}

/** Puts the facts and the programs of a commit into its note. Throws a StateError. */
export async function noteCommit(
  repository: Repository,
  { id, files }: Committed,
  facts: Facts,
): Promise<void> {
  const read = async (id: string) => new Source(await repository.blob(id));
  const programs = [];
  for (const { path, before, after } of files) {
    const program = oracle(await read(before), await read(after));
    programs.push({ path, program: Buffer.from(format(program)).toString('base64') });
  }
  await addNote(repository, id, `${JSON.stringify({ ...facts, files: programs }, null, 1)}\n`);
}

/** What the note of a commit tells. */
export interface Noted {
  readonly files: readonly NotedFile[];
  /** The model that wrote the programs; absent where none did. */
  readonly model?: string;
}

/** Reads the note of a commit, which `revision` names. Throws a StateError where it has none of ours. */
export async function readNoted(
  repository: Repository,
  commit: string,
  revision: string,
): Promise<Noted> {
  const note = await readNote(repository, commit);
  if (note !== undefined) return parseNoted(note);
  throw new StateError(`\`${revision}\` has no note of \`cad\`.`, {
    hint: 'Notes are not cloned: `git fetch origin refs/notes/cad:refs/notes/cad` brings them.',
  });
}

/** Reads what a note tells. Throws a StateError where it is not one of ours. */
export function parseNoted(note: string): Noted {
  try {
    const { files, model } = JSON.parse(note);
    const programs = files.map(({ path, program }: { path: unknown; program: unknown }) => {
      if (!isTreePath(path) || typeof program !== 'string') throw new Error('no program');
      return { path, program: parse(Buffer.from(program, 'base64')) };
    });
    return { files: programs, ...(typeof model === 'string' && { model }) };
  } catch (cause) {
    throw new StateError('The note of the commit cannot be read.', { cause });
  }
}
