// `cad replay`: makes the edit of a commit again, without the model, on files as they are now.

import { join } from 'node:path';
import { resolve } from '../apply/resolve.js';
import { type ExitStatus, StateError, UsageError } from '../errors.js';
import { storeBlob } from '../git/blobs.js';
import { merge } from '../git/merge.js';
import { commitOf, fileIn } from '../git/note.js';
import { type Edit, readTarget } from '../git/read.js';
import type { Repository } from '../git/repo.js';
import { worktreeForm } from '../git/staged.js';
import { equals } from '../grammar/bytes.js';
import { Source } from '../grammar/source.js';
import { outcomeText } from './announce.js';
import { type NotedFile, readNoted, trailerOf } from './commit-note.js';
import { readSettings } from './config.js';
import { deliver } from './deliver.js';
import { type DestinationOptions, readDestination, refuseUnusedMessage } from './destination.js';
import { extentOfEdits } from './edits.js';
import { openRepository } from './open-repository.js';
import { type Outcome, statusOf } from './outcome.js';
import { wantsColor } from './terminal.js';
import { version } from './version.js';

export interface ReplayOptions extends DestinationOptions {
  /** The file to edit, in place of the one that the commit edits. */
  readonly onto?: string;
  readonly force?: boolean;
}

/** Prints a patch where no option says where the edit goes. Throws a StateError where it does not apply. */
export async function replayCommand(revision: string, options: ReplayOptions): Promise<ExitStatus> {
  const instruction = `replay ${revision}`;
  const destination = readDestination(options, instruction) ?? ({ to: 'stdout' } as const);
  refuseUnusedMessage(options, destination);
  const repository = await openRepository();
  const settings = await readSettings({}, process.cwd());
  const commit = await commitOf(repository, revision);
  const { files, model } = await readNoted(repository, commit, revision);
  if (options.onto !== undefined && files.length > 1) {
    throw new UsageError(`\`--onto\` names one file, and \`${revision}\` edits ${files.length}.`);
  }
  const edits: Edit[] = [];
  for (const file of files) edits.push(await replayed(repository, commit, file, options));
  const changed = edits.filter(({ bytes, after }) => !equals(bytes, after));
  const outcome: Outcome =
    changed.length === 0
      ? { kind: 'unchanged', paths: edits.map(({ path }) => path), inPart: [] }
      : await deliver(changed, extentOfEdits(changed), destination, {
          color: wantsColor({ setting: settings.color }, process.stdout),
          ...(options.force && { force: true }),
          facts: { cad: version(), instruction, ...(model && { model }) },
          ...(model && trailerOf(settings, model)),
        });
  process.stderr.write(outcomeText(outcome));
  return statusOf(outcome);
}

/** The edit of one file, carried over to the file as it is now. */
async function replayed(
  repository: Repository,
  commit: string,
  { path, program }: NotedFile,
  { onto, force = false }: ReplayOptions,
): Promise<Edit> {
  const before = await fileIn(repository, `${commit}^`, path);
  if (!before) throw new StateError(`\`${path}\` is not in the commit before.`);
  const target = await readTarget(onto ?? join(repository.top, path), { force });
  const after = resolve(program, new Source(before));
  // As they would be checked out: the file may have other line endings than its blob.
  const form = async (bytes: Uint8Array) =>
    worktreeForm(repository, path, await storeBlob(repository, bytes));
  const merged = await merge(repository, await form(before), target.bytes, await form(after));
  if (merged) return { ...target, after: merged };
  throw new StateError(`The edit does not apply to \`${target.path}\`: its lines have changed.`);
}
