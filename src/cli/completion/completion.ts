// `cad completion`: a script that completes what is typed, for one shell.

import { EXIT, type ExitStatus } from '../../errors.js';
import { commandTree } from '../commands.js';
import { writeOutput } from '../streams.js';
import { bashScript } from './bash.js';
import { fishScript } from './fish.js';
import { wordsOf } from './words.js';
import { zshScript } from './zsh.js';

const SCRIPTS = { bash: bashScript, zsh: zshScript, fish: fishScript };

/** Prints the script, made from the tree of commands. */
export async function completionCommand(shell: keyof typeof SCRIPTS): Promise<ExitStatus> {
  await writeOutput(SCRIPTS[shell](wordsOf(commandTree(() => {}))));
  return EXIT.done;
}
