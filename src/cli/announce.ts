// All words that `cad` says to people. Logic decides what happened; this file decides how to say it.

import { type DecodeStats, nOutput, tokensPerSecond } from '../decode/stats.js';
import { CadError, InterruptError } from '../errors.js';
import type { Recovery } from '../git/recover.js';
import type { Proposal } from '../propose.js';
import type { NotedFile } from './commit-note.js';
import type { AbstainedFile, Extent, Outcome } from './outcome.js';
import { printable } from './printable.js';
import type { Difference } from './verify.js';

/** Causes that say no more than the sentence above them. */
const KNOWN_CAUSES = ['ENOENT', 'ENOTDIR', 'EISDIR', 'EACCES', 'EEXIST'];

/** Gives an error as `Error:`, its cause indented, and `Hint:`. Anything but a CadError is a bug. */
export function errorText(error: unknown, isDebug = false): string {
  if (error instanceof InterruptError) return `${error.message}\n`;
  if (!(error instanceof CadError)) return bugText(error, isDebug);
  const details = causeLines(error.cause).map((line) => `  ${line}`.trimEnd());
  const hint = error.hint === undefined ? [] : [`Hint: ${error.hint}`];
  return lines(`Error: ${error.message}`, ...details, ...hint);
}

function bugText(error: unknown, isDebug: boolean): string {
  const message = error instanceof Error ? error.message : String(error);
  if (isDebug && error instanceof Error) {
    return lines(`Internal error: ${error.stack}`);
  }
  return lines(
    `Internal error: ${message}`,
    'Hint: Set `CAD_DEBUG=1` to see where, and report it.',
  );
}

function causeLines(cause: unknown): string[] {
  if (!(cause instanceof Error)) return [];
  const { code } = cause as NodeJS.ErrnoException;
  if (code !== undefined && KNOWN_CAUSES.includes(code)) return [];
  return cause.message.trimEnd().split('\n');
}

/** Gives a sentence as a warning. */
export function warningText(sentence: string): string {
  return lines(`Warning: ${sentence}`);
}

/** Gives the line that says how a run ended, or nothing where its output says it all. */
export function outcomeText(outcome: Outcome): string {
  switch (outcome.kind) {
    case 'unchanged':
      return lines(
        `Nothing to change in ${named(outcome.paths)}.`,
        ...outcome.inPart.map(
          ({ path, shown: { first, last }, nLines }) =>
            `Hint: Only lines ${first}-${last} were read; \`${path}:1-${nLines}\` has all of them read.`,
        ),
      );
    case 'abstained':
      return lines(
        ...outcome.files.map((file) => `No edit of \`${file.path}\`: ${doubtText(file)}.`),
        ...new Set(outcome.files.map(({ abstention }) => DOUBT_HINTS[abstention.kind])),
      );
    case 'unreported':
      return lines('Nothing to change: no report is about a file here.');
    case 'declined':
      return lines('Nothing was changed.');
    case 'committed':
      return (
        lines(`Committed ${outcome.commit.slice(0, 10)}: ${extentText(outcome.extent)}.`) +
        (outcome.isNoted ? '' : warningText('The note that `cad verify` reads was not written.'))
      );
    case 'staged':
      return lines(`Staged ${extentText(outcome.extent)}.`);
    case 'written':
      return lines(`Wrote ${extentText(outcome.extent)}.`);
    case 'saved':
      return lines(`Saved a patch of ${extentText(outcome.extent)} as \`${outcome.file}\`.`);
    case 'printed':
    case 'shown':
      return '';
  }
}

const DOUBT_HINTS = {
  unfinished: 'Hint: Name fewer lines, as in `src/foo.ts:120-180`, or raise `--max-tokens`.',
  refused: 'Hint: See what the check reports without the edit.',
  unsure: 'Hint: Say more of what to change, or where; `--min-confidence 0` takes it as it is.',
} as const;

/** Says why an edit is not to be trusted, without a full stop. */
function doubtText({ abstention, isUnchanged }: Omit<AbstainedFile, 'path'>): string {
  if (abstention.kind === 'unfinished') return abstention.reason;
  if (abstention.kind === 'refused') return 'the check refuses it';
  const { confidence, minConfidence } = abstention;
  if (confidence === 0) return 'it would break the syntax of the file';
  const what = isUnchanged ? 'that nothing is to change' : 'of it';
  return `the model is ${percent(confidence)} sure ${what}, and ${percent(minConfidence)} is asked for`;
}

/** Lists the files of reports that can't be edited. */
export function passedText(passed: readonly { path: string; reason: string }[]): string {
  return lines(...passed.map(({ reason }) => `Passed over: ${reason}`));
}

/** Says what became of a write that was cut short. */
export function recoveryText({ kind, paths, problem }: Recovery): string {
  const what = kind === 'finished' ? 'finished' : 'taken back';
  const sentence = `An earlier run was cut short; its edit of ${named(paths)} was ${what}`;
  return warningText(problem === undefined ? `${sentence}.` : `${sentence}: ${problem}`);
}

/** Says that a commit is what its programs make. */
export function verifiedText(commit: string, files: readonly NotedFile[]): string {
  const elements = files.flatMap(({ program }) => program);
  const nCopied = elements.reduce(
    (n, element) =>
      n + (element.kind === 'copy' ? element.lines.last - element.lines.first + 1 : 0),
    0,
  );
  const where = named(files.map(({ path }) => path));
  return lines(
    `Verified ${commit.slice(0, 10)}: ${nCopied} lines of ${where} are copied byte for byte.`,
  );
}

/** Says where a commit differs from its programs. */
export function differenceText({ path, line }: Difference): string {
  return lines(
    line === undefined
      ? `The commit changes \`${path}\` too, which no program is about.`
      : `\`${path}\` differs from its program in line ${line}.`,
  );
}

/** Lists the hunks that a check refused, and what was reported and is left as it is. */
export function leftText(proposal: Proposal): string {
  return lines(
    ...proposal.flatMap(({ path, hunks, nRefused = 0 }) => {
      const nAll = hunks.length + nRefused;
      return nRefused > 0 ? [`The check refused ${nRefused} of ${nAll} hunks of \`${path}\`.`] : [];
    }),
    ...proposal.flatMap(({ path, left = [] }) =>
      left.map(({ instruction, isUnchanged, abstained: abstention }) => {
        const why = abstention
          ? doubtText({ abstention, isUnchanged })
          : 'the model sees nothing to change';
        return `Left in \`${path}\`: ${instruction}: ${why}.`;
      }),
    ),
  );
}

/** Says above a review why an edit is not to be trusted. */
export function noticeText({ path, ...doubt }: AbstainedFile): string {
  const what = doubt.abstention.kind === 'unfinished' ? ' is not finished' : '';
  return `${path}${what}: ${doubtText(doubt)}`;
}

/** Gives a share rounded down, since no edit is certain. */
export function percent(share: number): string {
  return `${Math.floor(100 * share)} %`;
}

export function extentText({ paths, nAdded, nRemoved }: Extent): string {
  return `${named(paths)} (+${nAdded} -${nRemoved})`;
}

function named(paths: readonly string[]): string {
  return paths.length === 1 ? `\`${paths[0]}\`` : `${paths.length} files`;
}

/** Gives how far a decode has come, ready to be followed by more: `31 tokens · 95 tokens/s · `. */
export function progressText(progress: { nTokens: number; elapsedMs: number }): string {
  const { nTokens, elapsedMs } = progress;
  if (nTokens === 0) return '';
  return `${nTokens} tokens · ${Math.round((1000 * nTokens) / Math.max(1, elapsedMs))} tokens/s · `;
}

/** Gives how many tokens came without a forward of their own: `12 forwards, 19 saved · `. */
export function savedText(progress: { nTokens: number; nForwards: number }): string {
  const { nTokens, nForwards } = progress;
  const nSaved = nTokens - nForwards;
  return nSaved <= 0 ? '' : `${nForwards} forwards, ${nSaved} saved · `;
}

/** Gives how far `cad bench` is, from 0 to 1; undefined while the model loads. */
export function measuringText(done: number | undefined): string {
  return done === undefined ? 'Loading the model' : `Measuring · ${Math.floor(100 * done)} %`;
}

/** Gives what `--stats` shows; `totalMs` counts from the start of the process. */
export function statsText(proposal: Proposal, totalMs: number): string {
  const indent = ' '.repeat(21);
  return lines(
    ...proposal.flatMap(({ path, confidence, alternatives, stats }) => [
      path,
      `  load    ${ms(stats.loadMs)}`,
      `  prompt  ${ms(stats.promptMs)}  ${stats.nPrompt} tokens${reusedText(stats)}, lines ${stats.shown.first}-${stats.shown.last}`,
      `  decode  ${ms(stats.decodeMs)}  ${nOutput(stats)} tokens in ${stats.nForwards} forwards, ${Math.round(tokensPerSecond(stats))} tokens/s`,
      `${indent}${stats.nCopied} copied, ${stats.nGenerated} generated, ${stats.nForced} forced`,
      `${indent}drafts: ${draftsText(stats)} (${stats.lossless})`,
      ...(confidence === undefined ? [] : [`  edit  ${sureText(confidence, alternatives.length)}`]),
    ]),
    `total     ${ms(totalMs)}  from the start of the process`,
  );
}

function sureText(confidence: number, nOthers: number): string {
  const others = nOthers === 0 ? '' : `, ${nOthers} other${nOthers === 1 ? '' : 's'} tried`;
  return `${percent(confidence).padStart(8)} sure${others}`;
}

function draftsText({ drafts }: DecodeStats): string {
  const used = Object.entries(drafts).filter(([, { nDrafted }]) => nDrafted > 0);
  if (used.length === 0) return 'none';
  return used
    .map(([source, { nDrafted, nAccepted }]) => `${nAccepted} of ${nDrafted} from ${source}`)
    .join(', ');
}

function reusedText({ nPromptReused }: DecodeStats): string {
  return nPromptReused === 0 ? '' : `, ${nPromptReused} of them read before`;
}

function ms(value: number): string {
  return `${value.toFixed(0).padStart(6)} ms`;
}

/** Makes lines of sentences. File names and what git says may hold anything, and this is shown on terminals. */
export function lines(...texts: string[]): string {
  const each = texts.flatMap((text) => text.split('\n'));
  return each.map((line) => `${printable(line)}\n`).join('');
}
