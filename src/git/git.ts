// The one door to git: a child process, never a shell, with what a user's configuration may change pinned.

import { execa } from 'execa';
import { StateError } from '../errors.js';

const PINNED = [
  '--no-pager',
  ...['-c', 'core.quotePath=false'],
  ...['-c', 'color.ui=false'],
  ...['-c', 'submodule.recurse=false'],
];

export interface GitOptions {
  cwd: string;
  /** The whole environment of the child. */
  env: NodeJS.ProcessEnv;
  /** What git reads from its standard input. @default nothing */
  input?: Uint8Array | string;
  /** Exit statuses that are answers, not failures. @default [0] */
  accept?: readonly number[];
  /**
   * Whether git runs programs of the user: hooks, filters, signing. They find the user's
   * configuration without the pins, and a terminal's Ctrl-C reaches them. @default false
   */
  runsPrograms?: boolean;
  /** Most bytes that git may print; more are a failure. @default those of execa */
  maxBytes?: number;
  /** Told the process id of git once it runs. */
  onStart?: (pid: number) => void;
}

export interface GitAnswer {
  readonly exitCode: number;
  readonly stdout: Buffer;
}

/**
 * Runs git. Throws a StateError, with what git said as its cause, when git is missing or its exit
 * status is not accepted.
 */
export async function git(args: readonly string[], options: GitOptions): Promise<GitAnswer> {
  const { cwd, env, input = '', accept = [0], runsPrograms = false, onStart } = options;
  const { maxBytes } = options;
  const child = execa('git', runsPrograms ? args : [...PINNED, ...args], {
    cwd,
    env,
    extendEnv: false,
    // In a process group of its own, so that Ctrl-C does not stop it between two steps of cad that
    // belong together. It ends soon by itself: it waits for nobody.
    detached: !runsPrograms,
    input,
    encoding: 'buffer',
    stripFinalNewline: false,
    reject: false,
    ...(maxBytes && { maxBuffer: maxBytes }),
  });
  if (child.pid !== undefined) onStart?.(child.pid);
  const result = await child;
  const { exitCode, isMaxBuffer } = result;
  if (exitCode !== undefined && accept.includes(exitCode) && !isMaxBuffer) {
    return { exitCode, stdout: Buffer.from(result.stdout) };
  }
  // Ctrl-C came after the fork but before the child had its own process group: git has not begun.
  if (result.signal === 'SIGINT' && !runsPrograms) return git(args, options);
  if (result.code === 'ENOENT') {
    throw new StateError('Git was not found.', {
      hint: 'Install Git, and see that `git` is in the PATH.',
      cause: result,
    });
  }
  // Git that could not be started, with an argument that is too long, has said nothing.
  const outputs = [result.stderr, result.stdout] as (Uint8Array | undefined)[];
  const said = outputs.map((bytes) =>
    Buffer.from(bytes ?? [])
      .toString()
      .trim(),
  );
  const subcommand = args.find((arg) => /^[a-z]/.test(arg));
  throw new StateError(`\`git ${subcommand}\` failed.`, {
    cause: new Error(
      isMaxBuffer ? 'Its output is too large.' : (said.find(Boolean) ?? result.shortMessage),
    ),
  });
}

/** Cuts the output of a `-z` option into its records. */
export function records(stdout: Buffer): string[] {
  return stdout.toString().split('\0').slice(0, -1);
}

/** The pathspec of one path from the top level, which may hold `*` or start with `:`. */
export function literal(path: string): string {
  return `:(top,literal)${path}`;
}
