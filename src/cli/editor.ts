// Gives the user a text in the editor that Git would start, and the terminal with it.

import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { closeSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { StateError } from '../errors.js';
import { fileProblem } from '../git/file-problem.js';
import { ownEnvironment, type Repository } from '../git/repo.js';
import { whileAway } from './interrupt.js';
import type { Keys } from './terminal.js';

export interface EditorOptions {
  readonly repository: Repository;
  /** Name of the file, by which editors know what it holds. */
  readonly name: string;
  /** The terminal that keys come from. */
  readonly keys: Keys;
}

/**
 * Lets the user edit a text, and gives what was saved. Throws a StateError where there is no
 * editor, or where it fails.
 */
export async function editText(
  text: Uint8Array | string,
  { repository, name, keys }: EditorOptions,
): Promise<Uint8Array> {
  const { stdout } = await repository.run(['var', 'GIT_EDITOR']);
  const editor = stdout.toString().trimEnd();
  const folder = draftFolder(repository);
  const file = join(folder, name);
  try {
    writeFileSync(file, text);
    await whileAway(() => run(editor, file, { keys, cwd: repository.top }));
    return readFileSync(file);
  } catch (error) {
    throw fileProblem(error, `\`${name}\` cannot be edited`);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** In the git directory, as Git's own drafts are. */
function draftFolder({ gitDir }: Repository): string {
  try {
    return mkdtempSync(join(gitDir, 'cad-edit-'));
  } catch (error) {
    throw fileProblem(error, `\`${gitDir}\` cannot be written`);
  }
}

/** What makes a command line more than one command. */
const COMPOUND = /[|&;<>()\n]|^\w+=/;

/**
 * As for Git, the editor is a command line for a shell, and the file its last argument. Signals are
 * for the editor: it takes the place of the shell, or the shell lives through Ctrl-C.
 */
async function run(
  editor: string,
  file: string,
  { keys, cwd }: { keys: Keys; cwd: string },
): Promise<void> {
  await keys.release();
  const input = keys.forProgram();
  const line = COMPOUND.test(editor) ? `trap : INT; ${editor} "$@"` : `exec ${editor} "$@"`;
  const child = spawn('sh', ['-c', line, editor, file], {
    cwd,
    env: ownEnvironment(),
    stdio: [input, 'inherit', 'inherit'],
  });
  if (typeof input === 'number') closeSync(input);
  const end = () => child.kill('SIGTERM');
  process.once('exit', end);
  const [status, signal] = await once(child, 'close').finally(() => process.off('exit', end));
  if (status === 0) return;
  const how = signal ? `was ended by ${signal}` : `ended with status ${status}`;
  throw new StateError(`The editor \`${editor}\` ${how}.`);
}
