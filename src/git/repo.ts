// Finds the repository of a folder, and runs git in it.

import { existsSync, realpathSync } from 'node:fs';
import { join, relative, resolve } from 'node:path';
import { StateError } from '../errors.js';
import { type GitAnswer, type GitOptions, git } from './git.js';

/** Variables that send git to another repository than the folder's own, or change how paths are read. */
const REDIRECTIONS = [
  'GIT_DIR',
  'GIT_WORK_TREE',
  'GIT_IMPLICIT_WORK_TREE',
  'GIT_COMMON_DIR',
  'GIT_INDEX_FILE',
  'GIT_PREFIX',
  'GIT_INTERNAL_SUPER_PREFIX',
  'GIT_LITERAL_PATHSPECS',
  'GIT_GLOB_PATHSPECS',
  'GIT_NOGLOB_PATHSPECS',
  'GIT_ICASE_PATHSPECS',
];

const OPERATIONS = {
  MERGE_HEAD: 'merge',
  'rebase-merge': 'rebase',
  'rebase-apply': 'rebase',
  CHERRY_PICK_HEAD: 'cherry-pick',
  REVERT_HEAD: 'revert',
};

/** A repository with a worktree: the main one, a linked worktree, or a submodule. */
export class Repository {
  /** The real path of the worktree's top level. */
  readonly top: string;
  /** The git directory of this worktree. */
  readonly gitDir: string;
  /** The index: `GIT_INDEX_FILE` where the environment names it for this repository. */
  readonly index: string;
  readonly #env: NodeJS.ProcessEnv;

  private constructor(top: string, gitDir: string, index: string) {
    this.top = top;
    this.gitDir = gitDir;
    this.index = index;
    this.#env = { ...ownEnvironment(), GIT_INDEX_FILE: index };
  }

  /**
   * Finds the repository of a folder; a submodule is its own repository. Throws a StateError
   * outside a repository, in a bare one and inside a git directory.
   */
  static async find(folder: string): Promise<Repository> {
    const { top, gitDir } = await locate(folder);
    // Hooks get GIT_INDEX_FILE. It belongs to the repository they run in, not to a submodule's file.
    const named = process.env.GIT_INDEX_FILE;
    const honoured = named && isOwn({ top, gitDir }) && (await holdsCwd(top, folder));
    return new Repository(top, gitDir, honoured ? resolve(top, named) : join(gitDir, 'index'));
  }

  /** Runs git at the top level; see `git` for the errors. `env` is added to the environment. */
  run(args: readonly string[], options: Partial<GitOptions> = {}): Promise<GitAnswer> {
    return git(args, { cwd: this.top, ...options, env: { ...this.#env, ...options.env } });
  }

  /** The bytes of a blob. */
  async blob(id: string): Promise<Buffer> {
    return (await this.run(['cat-file', 'blob', id])).stdout;
  }

  /** The id of the current commit, or nothing before the first one. */
  async head(): Promise<string | undefined> {
    const revision = ['--verify', '--quiet', 'HEAD^{commit}'];
    const { stdout } = await this.run(['rev-parse', ...revision], { accept: [0, 1] });
    return stdout.toString().trim() || undefined;
  }

  /** Names a file for a command that the user shall type: relative to the working directory. */
  named(path: string): string {
    return relative(process.cwd(), join(this.top, path));
  }

  /** The operation that git has begun and not finished, as in `merge`, or nothing. */
  operation(): string | undefined {
    return Object.entries(OPERATIONS).find(([name]) => existsSync(join(this.gitDir, name)))?.[1];
  }
}

/** Whether the environment means this repository, or none in particular. */
export function isOwn({ top, gitDir }: { top: string; gitDir: string }): boolean {
  const { GIT_DIR, GIT_WORK_TREE } = process.env;
  try {
    const isSame = (named: string | undefined, path: string) =>
      !named || realpathSync(named) === realpathSync(path);
    return isSame(GIT_DIR, gitDir) && isSame(GIT_WORK_TREE, top);
  } catch {
    return false;
  }
}

/** Whether the current folder is of the worktree at `top`, as `folder` is. */
async function holdsCwd(top: string, folder: string): Promise<boolean> {
  if (resolve(folder) === process.cwd()) return true;
  return (await locate(process.cwd()).catch(() => undefined))?.top === top;
}

/** Gives the environment of this process without what would send git elsewhere. */
export function ownEnvironment(): NodeJS.ProcessEnv {
  return Object.fromEntries(
    Object.entries(process.env).filter(([name]) => !REDIRECTIONS.includes(name)),
  );
}

async function locate(folder: string): Promise<{ top: string; gitDir: string }> {
  const questions = ['--is-bare-repository', '--is-inside-git-dir', '--absolute-git-dir'];
  const ask = async (args: readonly string[]) => {
    // Git's words are matched below, so they are asked for in English.
    const env = { ...ownEnvironment(), LC_ALL: 'C' };
    const { stdout } = await git(['rev-parse', ...args], { cwd: folder, env });
    return stdout.toString().replace(/\r?\n$/, '');
  };
  const asked = ask([...questions, '--show-toplevel']).catch(async (error) => {
    // Where there is no worktree, there are answers to the others.
    refuseGitDir(folder, await ask(questions).catch(() => Promise.reject(unusable(folder, error))));
    throw error;
  });
  refuseGitDir(folder, await asked);
  const answers = (await asked).split(/\r?\n/);
  // The name of a folder may hold a newline; then each is asked for alone.
  const isPlain = answers.length === 4;
  const gitDir = isPlain ? answers[2]! : await ask(['--absolute-git-dir']);
  const top = isPlain ? answers[3]! : await ask(['--show-toplevel']);
  return { top: resolve(top), gitDir: resolve(gitDir) };
}

/** Throws a StateError where the answers are those of a bare repository, or of a git directory. */
function refuseGitDir(folder: string, answers: string): void {
  const [isBare, isInGitDir] = answers.split(/\r?\n/);
  if (isBare === 'true') {
    throw new StateError(`The repository of \`${folder}\` is bare: it has no files to edit.`);
  }
  if (isInGitDir === 'true') {
    throw new StateError(`\`${folder}\` belongs to Git itself and is never edited.`);
  }
}

function unusable(folder: string, error: StateError): StateError {
  if (!String((error.cause as Error)?.message).includes('not a git repository')) return error;
  return new StateError(`\`${folder}\` is not in a Git repository.`, {
    hint: 'Run `git init` there first, or pipe the text through `cad fix -`.',
  });
}
