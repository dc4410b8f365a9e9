// Bare `cad` on a terminal: asks for files and an instruction, then does what `cad fix` does.

import { EXIT, type ExitStatus, StateError } from '../errors.js';
import { repositoryFiles } from '../git/files.js';
import { outcomeText } from './announce.js';
import { readSettings } from './config.js';
import { fix } from './fix.js';
import { readHistory, remember } from './history.js';
import { openRepository } from './open-repository.js';
import { importScreen } from './screen-import.js';
import { STDIN } from './streams.js';
import { type Keys, wantsColor } from './terminal.js';
import { startState } from './ui/start/state.js';

/** Asks, and runs `cad fix`. Throws as that does, and a StateError outside a repository. */
export async function start(keys: Keys): Promise<ExitStatus> {
  const repository = await openRepository();
  const paths = await repositoryFiles(repository);
  if (paths.length === 0) throw new StateError('The repository has no files.');
  const { color: setting } = await readSettings({}, process.cwd());
  const { askStart } = await importScreen(wantsColor({ setting }, process.stdout));
  const terminal = { keys, output: process.stdout };
  const chosen = await askStart(terminal, startState(paths, readHistory()));
  if (!chosen) {
    process.stderr.write(outcomeText({ kind: 'declined' }));
    return EXIT.declined;
  }
  remember(chosen.instruction);
  const files = chosen.files.map((file) => asArgument(repository.named(file)));
  return fix(files, { instruction: [chosen.instruction] });
}

/** A file called `-` is not standard input. */
function asArgument(file: string): string {
  return file === STDIN ? `./${file}` : file;
}
