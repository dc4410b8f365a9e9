// All words that `cad` says to people. Logic decides what happened; this file decides how to say it.

import { type DecodeStats, nOutput, tokensPerSecond } from '../decode/stats.js';
import { CadError, InterruptError } from '../errors.js';
import type { Proposal } from '../propose.js';
import type { Extent, Outcome } from './outcome.js';
import { printable } from './printable.js';

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
        ...outcome.files.map(({ path, reason }) => `No edit of \`${path}\`: ${reason}.`),
        'Hint: Name fewer lines, as in `src/foo.ts:120-180`, or raise `--max-tokens`.',
      );
    case 'declined':
      return lines('Nothing was changed.');
    case 'committed':
      return lines(`Committed ${outcome.commit.slice(0, 10)}: ${extentText(outcome.extent)}.`);
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

function extentText({ paths, nAdded, nRemoved }: Extent): string {
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

/** Gives how far `cad bench` is, from 0 to 1; undefined while the model loads. */
export function measuringText(done: number | undefined): string {
  return done === undefined ? 'Loading the model' : `Measuring · ${Math.floor(100 * done)} %`;
}

/** Gives what `--stats` shows; `totalMs` counts from the start of the process. */
export function statsText(proposal: Proposal, totalMs: number): string {
  const indent = ' '.repeat(21);
  return lines(
    ...proposal.flatMap(({ path, stats }) => [
      path,
      `  load    ${ms(stats.loadMs)}`,
      `  prompt  ${ms(stats.promptMs)}  ${stats.nPrompt} tokens${reusedText(stats)}, lines ${stats.shown.first}-${stats.shown.last}`,
      `  decode  ${ms(stats.decodeMs)}  ${nOutput(stats)} tokens in ${stats.nForwards} forwards, ${Math.round(tokensPerSecond(stats))} tokens/s`,
      `${indent}${stats.nCopied} copied, ${stats.nGenerated} generated, ${stats.nForced} forced`,
      `${indent}drafts: ${draftsText(stats)} (${stats.lossless})`,
    ]),
    `total     ${ms(totalMs)}  from the start of the process`,
  );
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

/** File names and what git says may hold anything, and this is shown on terminals. */
function lines(...texts: string[]): string {
  const each = texts.flatMap((text) => text.split('\n'));
  return each.map((line) => `${printable(line)}\n`).join('');
}
