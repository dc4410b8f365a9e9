// The command line: commands, options and their help. Each command is loaded when it runs.

import { Command, CommanderError } from 'commander';
import { EXIT, type ExitStatus, UsageError } from '../errors.js';
import {
  BENCH_HELP,
  FIX_HELP,
  GRAMMAR_HELP,
  PROGRAM_HELP,
  RESOLVE_HELP,
  TOP_HELP,
} from './help.js';
import { version } from './version.js';

/** Runs the command that `argv` (without node and script) names. Throws CadErrors. */
export async function runCommand(argv: readonly string[]): Promise<ExitStatus> {
  let status: ExitStatus = EXIT.done;
  const program = commands((result) => {
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

function commands(done: (status: ExitStatus) => void): Command {
  const cad = new Command('cad')
    .description('Edits files of a Git repository with a local language model.')
    .version(version(), '-V, --version', 'print the version')
    .helpOption('-h, --help', 'print help')
    .helpCommand('help [command]', 'print help of a command')
    .exitOverride()
    .configureOutput({ writeErr: () => {} })
    .addHelpText('after', TOP_HELP);
  addFix(cad).action(async (words, options) => {
    done(await (await import('./fix.js')).fix(words, options));
  });
  cad
    .command('resolve <program> <file>')
    .description('print what a program makes of a file')
    .option('--fit', 'give new lines the line ending of their neighbours')
    .addHelpText('after', RESOLVE_HELP)
    .action(async (program, file, options) => {
      done(await (await import('./resolve.js')).resolveCommand(program, file, options));
    });
  cad
    .command('program <old> <new>')
    .description('print the program that makes one file out of another')
    .addHelpText('after', PROGRAM_HELP)
    .action(async (before, after) => {
      done(await (await import('./program.js')).programCommand(before, after));
    });
  cad
    .command('grammar <file[:lines]>')
    .description('print the grammar of the programs that are legal for a file')
    .option('--lark', 'as a Lark grammar, not GBNF')
    .addHelpText('after', GRAMMAR_HELP)
    .action(async (file, options) => {
      done(await (await import('./grammar.js')).grammarCommand(file, options));
    });
  cad
    .command('bench')
    .description('measure the model on this machine')
    .option('--repeat <n>', 'rounds that are timed; 3 if not given')
    .option('--json', 'one JSON object with all figures')
    .option('--color <when>', '`auto`, `always` or `never`')
    .option('--model <name>', 'a model, by name or by its folder')
    .option('--threads <n>', 'threads of the engine')
    .option('--device <name>', 'where the model runs')
    .addHelpText('after', BENCH_HELP)
    .action(async (options) => {
      done(await (await import('./bench.js')).bench(options));
    });
  return cad;
}

function addFix(cad: Command): Command {
  const collect = (value: string, before: string[] = []) => [...before, value];
  return cad
    .command('fix')
    .argument('[path[:lines]...]', 'files, then the instruction as the last argument')
    .usage('[options] <path[:lines]>... "<instruction>"')
    .description('edit files as an instruction says')
    .option('-i, --instruction <text>', 'the instruction; may be repeated', collect)
    .option('--instruction-file <file>', 'read the instruction from a file, `-` for standard input')
    .option('-z', 'read more paths from standard input, each ended by NUL')
    .option('--filename <name>', 'what to call standard input when the file is `-`')
    .optionsGroup('Where the result goes:')
    .option('--commit', 'commit it to the current branch')
    .option('-m, --message <text>', 'the commit message')
    .option('--stage', 'put it into the index and the worktree')
    .option('--write', 'write it to the worktree')
    .option('--patch', 'print a patch')
    .option('-o, --output <file>', 'save a patch')
    .option('--dry-run', 'print the diff and change nothing')
    .option('-y, --yes', 'accept all hunks, without the screen')
    .option('--force', 'edit ignored and secret-looking files; replace the file of --output')
    .optionsGroup('What is printed:')
    .option('--json', 'one JSON object a line: events, then the outcome')
    .option('--stats', 'times and counts on standard error')
    .option('--color <when>', '`auto`, `always` or `never`')
    .optionsGroup('How it is decoded:')
    .option('--model <name>', 'a model, by name or by its folder')
    .option('--mode <mode>', '`program` or `rewrite`')
    .option('--threads <n>', 'threads of the engine')
    .option('--device <name>', 'where the model runs')
    .option('--prompt-cache <MB>', 'keep what was read of files on disk, up to this size')
    .option('--temperature <t>', '0 takes the likeliest token; up to 2')
    .option('--top-p <p>', 'keep the likeliest tokens up to this sum')
    .option('--seed <n>', 'equal seeds make equal choices')
    .option('--max-tokens <n>', 'most tokens to decode for a file')
    .addHelpText('after', FIX_HELP);
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
