// The commands, their options and their help. Each command is loaded when it runs.

import { Argument, Command } from 'commander';
import type { ExitStatus } from '../errors.js';
import {
  BENCH_HELP,
  COMPLETION_HELP,
  CONFIG_HELP,
  DOCTOR_HELP,
  FIX_HELP,
  GRAMMAR_HELP,
  HOOK_HELP,
  HOOK_INSTALL_HELP,
  HOOK_RUN_HELP,
  HOOK_STATUS_HELP,
  HOOK_UNINSTALL_HELP,
  PROGRAM_HELP,
  REPLAY_HELP,
  RESOLVE_HELP,
  TOP_HELP,
  TRUST_HELP,
  UNDO_HELP,
  VERIFY_HELP,
} from './help.js';
import { addModel } from './model/commands.js';
import { version } from './version.js';

/** Makes the tree of all commands with their options; `done` is told how a command ended. */
export function commandTree(done: (status: ExitStatus) => void): Command {
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
    .command('verify [commit]')
    .description('prove that a commit is what its programs make of the one before')
    .addHelpText('after', VERIFY_HELP)
    .action(async (commit = 'HEAD') => {
      done(await (await import('./verify.js')).verifyCommand(commit));
    });
  addDestination(cad.command('replay').argument('<commit>'))
    .description('make the edit of a commit again, without the model')
    .option('--onto <file>', 'edit this file in place of the one that the commit edits')
    .addHelpText('after', REPLAY_HELP)
    .action(async (commit, options) => {
      done(await (await import('./replay.js')).replayCommand(commit, options));
    });
  cad
    .command('undo')
    .description('take the last edit back')
    .addHelpText('after', UNDO_HELP)
    .action(async () => {
      done(await (await import('./undo.js')).undoCommand());
    });
  addHook(cad, done);
  addModel(cad, done);
  cad
    .command('doctor')
    .description('find out whether all that `cad fix` needs is here, and what to do if not')
    .option('--json', 'one JSON object')
    .option('--model <name>', 'a model, by name or by its folder')
    .option('--threads <n>', 'threads of the engine')
    .option('--device <name>', '`cpu`, `cuda`, `webgpu`, `dml`, `coreml`, or `auto`')
    .addHelpText('after', DOCTOR_HELP)
    .action(async (options) => {
      done(await (await import('./doctor/doctor.js')).doctor(options));
    });
  cad
    .command('config')
    .description('print the settings in force and their sources')
    .option('--json', 'one JSON object')
    .addHelpText('after', CONFIG_HELP)
    .action(async (options) => {
      done(await (await import('./config-command.js')).configCommand(options));
    });
  cad
    .command('trust')
    .description('let the check commands run that this repository names')
    .option('--revoke', 'let them run no more')
    .addHelpText('after', TRUST_HELP)
    .action(async (options) => {
      done(await (await import('./trust.js')).trustCommand(options));
    });
  cad
    .command('bench')
    .description('measure the model on this machine')
    .option('--repeat <n>', 'rounds that are timed; 3 if not given')
    .option('--json', 'one JSON object with all figures')
    .option('--color <when>', '`auto`, `always` or `never`')
    .option('--model <name>', 'a model, by name or by its folder')
    .option('--threads <n>', 'threads of the engine')
    .option('--device <name>', '`cpu`, `cuda`, `webgpu`, `dml`, `coreml`, or `auto`')
    .addHelpText('after', BENCH_HELP)
    .action(async (options) => {
      done(await (await import('./bench.js')).bench(options));
    });
  cad
    .command('completion')
    .description('print a script that completes commands, options and file names')
    .addArgument(new Argument('<shell>', 'the shell').choices(['bash', 'zsh', 'fish']))
    .addHelpText('after', COMPLETION_HELP)
    .action(async (shell) => {
      done(await (await import('./completion/completion.js')).completionCommand(shell));
    });
  return cad;
}

function addHook(cad: Command, done: (status: ExitStatus) => void): void {
  const hook = cad
    .command('hook')
    .description('fix what is staged when Git commits')
    .addHelpText('after', HOOK_HELP);
  const install = () => import('./hook/install.js');
  hook
    .command('install')
    .description('make the hooks of this repository; one that is there runs after ours')
    .addHelpText('after', HOOK_INSTALL_HELP)
    .action(async () => done(await (await install()).hookInstall()));
  hook
    .command('uninstall')
    .description('take them away, and give those before back')
    .addHelpText('after', HOOK_UNINSTALL_HELP)
    .action(async () => done(await (await install()).hookUninstall()));
  hook
    .command('status')
    .description('print which hooks and rules there are')
    .addHelpText('after', HOOK_STATUS_HELP)
    .action(async () => done(await (await install()).hookStatus()));
  hook
    .command('run')
    .argument('[path...]', 'with `--write`, the files to fix')
    .description('fix what is staged, as the rules say')
    .option('--after-commit', 'give the index what a hook has fixed in the last commit')
    .option('--write', 'fix files of the worktree, and leave the index alone')
    .option('--strict', 'end with a status that stops the commit where something is not done')
    .addHelpText('after', HOOK_RUN_HELP)
    .action(async (paths, options) => {
      done(await (await import('./hook/run.js')).hookRun(paths, options));
    });
}

function addFix(cad: Command): Command {
  const collect = (value: string, before: string[] = []) => [...before, value];
  const fix = cad
    .command('fix')
    .argument('[path[:lines]...]', 'files, then the instruction as the last argument')
    .usage('[options] <path[:lines]>... "<instruction>"')
    .description('edit files as an instruction says')
    .option('-i, --instruction <text>', 'the instruction; may be repeated', collect)
    .option('--instruction-file <file>', 'read the instruction from a file, `-` for standard input')
    .option('--from <file>', 'fix what a tool reports there, `-` for standard input')
    .option('-z', 'read more paths from standard input, each ended by NUL')
    .option('--symbol <name>', 'only the function, class or type of this name may change')
    .option('--filename <name>', 'what to call standard input when the file is `-`');
  return addDestination(fix)
    .option('--dry-run', 'print the diff and change nothing')
    .option('-y, --yes', 'accept all hunks, without the screen')
    .optionsGroup('What is printed:')
    .option('--json', 'one JSON object a line: events, then the outcome')
    .option('--stats', 'times and counts on standard error')
    .option('--color <when>', '`auto`, `always` or `never`')
    .optionsGroup('How it is decoded:')
    .option('--model <name>', 'a model, by name or by its folder')
    .option('--mode <mode>', '`program` or `rewrite`')
    .option('--threads <n>', 'threads of the engine')
    .option('--device <name>', '`cpu`, `cuda`, `webgpu`, `dml`, `coreml`, or `auto`')
    .option('--prompt-cache <MB>', 'keep what was read of files on disk, up to this size')
    .option('--temperature <t>', '0 takes the likeliest token; up to 2')
    .option('--top-p <p>', 'keep the likeliest tokens up to this sum')
    .option('--seed <n>', 'equal seeds make equal choices')
    .option('--max-tokens <n>', 'most tokens to decode for a file')
    .option(
      '--candidates <n>',
      'most edits to try for a file; others are shown beside the likeliest',
    )
    .option('--check <command>', 'keep the hunks with which this command reports no more')
    .option('--min-confidence <p>', 'decline an edit that is less likely right, from 0 to 1')
    .addHelpText('after', FIX_HELP);
}

function addDestination(command: Command): Command {
  return command
    .optionsGroup('Where the result goes:')
    .option('--commit', 'commit it to the current branch')
    .option('-m, --message <text>', 'the commit message')
    .option('--stage', 'put it into the index and the worktree')
    .option('--write', 'write it to the worktree')
    .option('--patch', 'print a patch')
    .option('-o, --output <file>', 'save a patch')
    .option('--force', 'edit ignored and secret-looking files; replace the file of --output');
}
