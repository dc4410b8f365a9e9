// Fixes the files that rules are about, and says what was done.

import { EXIT, type ExitStatus } from '../../errors.js';
import { applyFixes } from '../../git/hook-update.js';
import type { Repository } from '../../git/repo.js';
import { hasStaged, type StagedFile, stagedBlobs } from '../../git/staged.js';
import { type Engine, openEngine } from '../engine.js';
import { interrupted, whileWriting } from '../interrupt.js';
import { progressLine } from '../progress.js';
import type { Settings } from '../settings.js';
import { readCurrent } from './current.js';
import { fixStaged, type HookProposal, type HookRequest, minConfidenceOf } from './fix-staged.js';
import { emptyText, leftOf, proposalText, unsureText } from './proposal-text.js';
import { type HookSettings, isRuled, matches, type Rule } from './rules.js';
import { isTrusted } from './trusted.js';
import { openWorktree } from './worktree.js';

/** What a run works on: files, and where their fixes go. */
type Place = Pick<HookRequest, 'files' | 'read'> & {
  /** Gives the paths in the worktree that are left as they are. */
  apply(proposal: HookProposal): Promise<readonly string[]>;
};

export interface FixRequest {
  readonly repository: Repository;
  readonly settings: Settings;
  readonly hook: HookSettings;
  /** What is staged and has a rule. */
  readonly staged: readonly StagedFile[];
  /** Files of the worktree that are fixed in place of what is staged. */
  readonly named: readonly string[] | undefined;
}

/** Gives the status of the run; with `isStrict`, 1 where something is not done. */
export async function fixFiles(
  request: FixRequest,
  isStrict: boolean | undefined,
  open: typeof openEngine = openEngine,
): Promise<ExitStatus> {
  const { repository, settings, hook, named } = request;
  const place = await openPlace(request);
  if (place.files.length === 0) return EXIT.done;
  const engine = await open(settings, '');
  const isSure = engine.asked.calibration !== undefined;
  const rules = hook.rules.filter((rule) => isSure || minConfidenceOf(rule, hook) === 0);
  const isLeft = (rule: Rule) =>
    !rules.includes(rule) && place.files.some(({ path }) => matches(rule, path));
  const isPartial = hook.rules.some(isLeft);
  if (isPartial) process.stderr.write(unsureText(engine.model));
  const proposal = await proposeFixes(request, place, engine, rules);
  const isFixed = proposal.fixed.length > 0;
  const left = isFixed ? await whileWriting(() => place.apply(proposal)) : [];
  process.stderr.write(proposalText(proposal, left, process.stderr));
  if (isFixed && !named && !(await hasStaged(repository))) {
    // Git has looked before it ran the hook, and would make a commit without a change.
    process.stderr.write(emptyText());
    return EXIT.declined;
  }
  const isDone = !isPartial && leftOf(proposal).length === 0;
  return isDone || !isStrict ? EXIT.done : EXIT.declined;
}

/** Applies the rules with a line of progress. The engine is closed after. */
function proposeFixes(
  { repository, hook }: FixRequest,
  { files, read }: Place,
  engine: Engine,
  rules: HookSettings['rules'],
): Promise<HookProposal> {
  const progress = progressLine(files.map(({ path }) => `cad: ${path}`));
  return fixStaged({
    ...{ repository, engine, files, read, onEvent: progress.onEvent },
    ...{ hook: { ...hook, rules }, isTrusted: isTrusted(hook), signal: interrupted },
  })
    .finally(progress.clear)
    .finally(() => engine.decoder.close());
}

function openPlace({ repository, hook, staged, named }: FixRequest): Promise<Place> {
  return named
    ? openWorktree(repository, staged, named, (path) => isRuled(hook, path))
    : openIndex(repository, staged);
}

async function openIndex(repository: Repository, files: readonly StagedFile[]): Promise<Place> {
  const blobs = await stagedBlobs(repository, files);
  return {
    files,
    read: (file) => readCurrent(repository, file, blobs),
    apply: ({ fixed }) =>
      applyFixes(
        repository,
        fixed.map(({ file, blob }) => ({ ...file, after: blob })),
      ),
  };
}
