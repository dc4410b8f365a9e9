// `cad hook run`: what Git's hooks do. Whatever goes wrong, the commit goes on, unless `--strict`.

import { EXIT, type ExitStatus, InterruptError, StateError } from '../../errors.js';
import { dropUnmade } from '../../git/hook-record.js';
import { isOwn, type Repository } from '../../git/repo.js';
import { stagedFiles } from '../../git/staged.js';
import { errorText } from '../announce.js';
import { readSettings } from '../config.js';
import type { openEngine } from '../engine.js';
import { interrupted } from '../interrupt.js';
import { openRepository } from '../open-repository.js';
import type { Settings } from '../settings.js';
import { operationText, standsAsideText } from './announce.js';
import { isRuled } from './rules.js';

export interface HookOptions {
  /** Whether the commit has been made. */
  readonly afterCommit?: boolean;
  /** Whether what is not done stops the commit. */
  readonly strict?: boolean;
  /** Whether files of the worktree are fixed, and not what is staged. */
  readonly write?: boolean;
}

/** Fixes what is staged, or the files of the worktree that `words` names, with the engine of `open`. */
export async function hookRun(
  words: readonly string[],
  options: HookOptions,
  open?: typeof openEngine,
): Promise<ExitStatus> {
  if (process.env.CAD_HOOK === '0') return EXIT.done;
  let isStrict = options.strict ?? false;
  try {
    // Opening does what is to be done after a commit.
    const isAfterCommit = options.afterCommit ?? false;
    const repository = await openRepository({ isAfterCommit });
    if (!isOwn(repository)) throw otherRepository();
    if (isAfterCommit) return EXIT.done;
    if (!options.write) await dropUnmade(repository);
    const settings = await readSettings({}, repository.top);
    isStrict ||= settings.hook?.strict ?? false;
    return await run(repository, settings, { ...options, strict: isStrict }, words, open);
  } catch (error) {
    // Git that was interrupted fails, too.
    if (interrupted.aborted) throw new InterruptError();
    if (error instanceof InterruptError || isStrict) throw error;
    process.stderr.write(errorText(error) + standsAsideText());
    return EXIT.done;
  }
}

function otherRepository(): StateError {
  return new StateError(
    '`GIT_DIR` or `GIT_WORK_TREE` names another repository than that of this folder.',
    {
      hint: 'The hook works where Git finds the repository from its folder.',
    },
  );
}

async function run(
  repository: Repository,
  settings: Settings,
  options: HookOptions,
  words: readonly string[],
  open: typeof openEngine | undefined,
): Promise<ExitStatus> {
  const { hook } = settings;
  if (!hook || hook.rules.length === 0) return EXIT.done;
  const operation = repository.operation();
  if (operation) {
    process.stderr.write(operationText(operation));
    return EXIT.done;
  }
  const staged = await stagedFiles(repository, (path) => isRuled(hook, path));
  if (!options.write && staged.length === 0) return EXIT.done;
  // Loaded only now, since most commits have nothing for it.
  const { fixFiles } = await import('./fix.js');
  const named = options.write ? words : undefined;
  return fixFiles({ repository, settings, hook, staged, named }, options.strict, open);
}
