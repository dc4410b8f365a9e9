// What the rules make of the staged files. Nothing is written but blobs.

import { CadError, ModelError, StateError } from '../../errors.js';
import type { Repository } from '../../git/repo.js';
import type { StagedFile } from '../../git/staged.js';
import type { Proposal, ProposedFile } from '../../propose.js';
import { checked } from '../check/check.js';
import type { Engine } from '../engine.js';
import type { Listener } from '../progress.js';
import { HOOK_DEFAULTS } from '../schema.js';
import type { Current } from './current.js';
import { blobOf, proposeStaged, type StagedRequest } from './propose-staged.js';
import { type HookSettings, matches, type Rule } from './rules.js';
import { type Report, reportsOf, withStagedCopy } from './staged-check.js';
import { Verdicts } from './verdicts.js';

/** How sure the model has to be where no rule says it: nobody looks before a hook changes a file. */

export interface HookRequest {
  readonly repository: Repository;
  readonly hook: HookSettings;
  readonly engine: Engine;
  readonly files: readonly StagedFile[];
  /** Reads a file; undefined where its text can't be edited. */
  readonly read: (file: StagedFile) => Promise<Current | undefined>;
  /** Whether check commands may run. */
  readonly isTrusted: boolean;
  /** Hears of each decode, with the place of its file in `files`. */
  readonly onEvent?: Listener;
  readonly signal?: AbortSignal;
}

export interface HookProposal {
  /** The files that were changed. */
  readonly fixed: readonly Current[];
  /** What each rule has made, and left. */
  readonly proposals: readonly Proposal[];
  /** Rules that were not applied. */
  readonly undone: readonly UndoneRule[];
  /** Files that could not be read. */
  readonly passed: readonly { path: string; reason: string }[];
}

/** A rule whose check may not run, whose time was over, or that failed. */
export type UndoneRule = { readonly rule: Rule } & (
  | { readonly kind: 'untrusted' }
  | { readonly kind: 'expired'; readonly timeBudgetMs: number }
  | { readonly kind: 'failed'; readonly error: CadError }
);

/** How sure the model has to be of what a rule asks. */
export function minConfidenceOf(rule: Rule, hook: HookSettings): number {
  return rule.minConfidence ?? hook.minConfidence ?? HOOK_DEFAULTS.minConfidence;
}

/** What the rules share while they run. */
type Shared = HookRequest & {
  readonly current: Map<string, Current>;
  readonly verdicts: Verdicts;
  readonly passed: Map<string, string>;
};

/**
 * Applies the rules one after another, each to what those before have made of the files. A rule that
 * takes too long or fails changes nothing. Rejects with a ModelError, as the decoder does, and with an
 * InterruptError on `signal`.
 */
export async function fixStaged(request: HookRequest): Promise<HookProposal> {
  const { repository, hook, files, isTrusted, signal } = request;
  const verdicts = new Verdicts(repository);
  const shared: Shared = { ...request, current: new Map(), verdicts, passed: new Map() };
  const proposals: Proposal[] = [];
  const undone: UndoneRule[] = [];
  for (const rule of hook.rules) {
    if (!files.some(({ path }) => matches(rule, path))) continue;
    if (rule.check && !isTrusted) {
      undone.push({ rule, kind: 'untrusted' });
      continue;
    }
    const { timeBudgetMs = hook.timeBudgetMs ?? HOOK_DEFAULTS.timeBudgetMs } = rule;
    const budget = AbortSignal.timeout(timeBudgetMs);
    const stop = signal ? AbortSignal.any([budget, signal]) : budget;
    try {
      proposals.push(await applyRule({ ...shared, signal: stop }, rule));
    } catch (error) {
      if (signal?.aborted || error instanceof ModelError) throw error;
      if (budget.aborted) undone.push({ rule, kind: 'expired', timeBudgetMs });
      else if (error instanceof CadError) undone.push({ rule, kind: 'failed', error });
      else throw error;
    }
  }
  verdicts.save();
  const fixed = [...shared.current.values()].filter(({ file, blob }) => blob !== file.blob);
  const passed = [...shared.passed].map(([path, reason]) => ({ path, reason }));
  return { fixed, proposals, undone, passed };
}

async function applyRule(shared: Shared, rule: Rule): Promise<Proposal> {
  const { repository, files, read, current, passed, signal } = shared;
  const matched: Current[] = [];
  for (const file of files.filter(({ path }) => matches(rule, path))) {
    signal?.throwIfAborted();
    const each = current.get(file.path) ?? (await read(file).catch(notRead));
    if (each) matched.push(each);

    function notRead(error: unknown): void {
      signal?.throwIfAborted();
      if (!(error instanceof StateError)) throw error;
      passed.set(file.path, error.message);
    }
  }
  if (matched.length === 0) return [];
  const proposal = rule.check
    ? await proposeChecked(shared, rule, rule.check, matched)
    : await proposeAll(shared, rule, matched, []);
  const blobs = await Promise.all(
    proposal.map(({ after }, at) => blobOf(repository, matched[at]!, after)),
  );
  signal?.throwIfAborted();
  for (const [at, { after: text }] of proposal.entries()) {
    const before = matched[at]!;
    current.set(before.file.path, { ...before, text, blob: blobs[at]! });
  }
  return proposal;
}

async function proposeAll(
  { repository, hook, engine, verdicts, files, onEvent, signal }: Shared,
  rule: Rule,
  matched: readonly Current[],
  reports: readonly Report[],
): Promise<Proposal> {
  // Whatever is asked for, no edit may break the syntax of a file.
  const minConfidence = Math.max(minConfidenceOf(rule, hook), Number.MIN_VALUE);
  const proposal: ProposedFile[] = [];
  for (const each of matched) {
    const request: StagedRequest = {
      ...{ repository, engine, verdicts, minConfidence },
      ...(signal && { signal }),
      onEvent: (event) => onEvent?.(files.indexOf(each.file), event),
    };
    proposal.push(await proposeStaged(request, rule, each, reports));
  }
  return proposal;
}

/** Edits that a command has nothing against; without an instruction, those that it asks for. */
async function proposeChecked(
  shared: Shared,
  rule: Rule,
  command: string,
  matched: readonly Current[],
): Promise<Proposal> {
  const { repository, signal } = shared;
  const paths = matched.map(({ file }) => file.path);
  return withStagedCopy(repository, paths, signal, async (copy) => {
    const run = { command, copy, paths, ...(signal && { signal }) };
    // The rules before may have changed files.
    for (const { file, text } of matched) await copy.write(file.path, text.bytes);
    const reports = rule.instruction ? [] : await reportsOf(run);
    const proposal = await proposeAll(shared, rule, matched, reports);
    return checked(proposal, { ...run, mustMend: !rule.instruction });
  });
}
