// The command line: how what is typed runs a command, or is refused.

import { CommanderError } from 'commander';
import { EXIT, type ExitStatus, UsageError } from '../errors.js';
import { commandTree } from './commands.js';
import { openKeys } from './terminal.js';

/** Runs the command that `argv` (without node and script) names. Throws CadErrors. */
export async function runCommand(argv: readonly string[]): Promise<ExitStatus> {
  const keys = argv.length === 0 ? openKeys(false) : undefined;
  if (keys) return (await import('./start.js')).start(keys);
  let status: ExitStatus = EXIT.done;
  const program = commandTree((result) => {
    status = result;
  });
  try {
    await program.parseAsync(argv, { from: 'user' });
  } catch (error) {
    if (!(error instanceof CommanderError)) throw error;
    if (error.exitCode !== 0) throw usageError(error, argv);
  }
  return status;
}

/** Puts the parser's message into our words: backticks, a full stop, and the suggestion as a hint. */
function usageError({ code, message }: CommanderError, argv: readonly string[]): UsageError {
  if (code === 'commander.help') {
    const [, asked] = argv;
    if (asked !== undefined) return new UsageError(`Unknown command \`${asked}\`.`);
    return new UsageError('No command is given.', { hint: 'Run `cad --help` for the commands.' });
  }
  const [first = '', ...rest] = message
    .replace(/^error: /, '')
    .replaceAll("'", '`')
    .split('\n');
  const sentence = `${first.charAt(0).toUpperCase()}${first.slice(1)}`.replace(/\.?$/, '.');
  const near = /\(Did you mean (?:one of )?(.+)\?\)/.exec(rest.join(' '))?.[1];
  if (near) {
    return new UsageError(sentence, {
      hint: `Did you mean \`${near.replaceAll(', ', '` or `')}\`?`,
    });
  }
  const isText = code === 'commander.unknownOption' && /\s.*\s/.test(sentence.slice(15));
  const hint = isText
    ? 'Put `--` before the files where the instruction starts with `-`.'
    : 'Run `cad --help`, or `cad <command> --help`.';
  return new UsageError(sentence, { hint });
}
