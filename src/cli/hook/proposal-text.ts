// What a run of the hook has done, in words.

import { diff } from '../../apply/diff.js';
import { patch } from '../../apply/patch.js';
import type { ProposedFile } from '../../propose.js';
import { errorText, extentText, leftText, lines, passedText } from '../announce.js';
import { countLines } from '../edits.js';
import type { Extent } from '../outcome.js';
import { paintedPatch } from '../paint.js';
import { wantsColor } from '../terminal.js';
import { named } from './announce.js';
import type { Current } from './current.js';
import type { HookProposal, UndoneRule } from './fix-staged.js';

/** Says what was fixed, as a patch too, and what was not. */
export function proposalText(
  { fixed, proposals, undone, passed }: HookProposal,
  left: readonly string[],
  stream: NodeJS.WriteStream,
): string {
  const color = wantsColor({}, stream);
  return [
    fixed.length > 0 ? lines(`cad fixed ${extentText(extentOf(fixed))}:`) : '',
    paintedPatch(patch(fixed.map(changeOf)), color),
    lines(
      ...left.map((path) => `\`${path}\` in the worktree stays: the change does not apply there.`),
    ),
    passedText(passed),
    ...new Set(undone.map(undoneText)),
    ...proposals.map((proposal) => leftText(proposal.map(doubted))),
  ].join('');
}

/** What the rules ask for and is not done, for one reason or another. */
export function leftOf({ proposals, undone, passed }: HookProposal): readonly unknown[] {
  const doubts = proposals.flat().flatMap((file) => doubted(file).left ?? []);
  return [...doubts, ...undone, ...passed];
}

function undoneText(undone: UndoneRule): string {
  switch (undone.kind) {
    case 'untrusted':
      return lines('cad runs no check that this repository names until `cad trust` allows it.');
    case 'expired': {
      const seconds = undone.timeBudgetMs / 1000;
      return lines(`cad left ${named(undone.rule)} after ${seconds} s: nothing of it is fixed.`);
    }
    case 'failed':
      return (
        lines(`cad left ${named(undone.rule)}: nothing of it is fixed.`) + errorText(undone.error)
      );
  }
}

export function emptyText(): string {
  return lines('What was staged is as in the last commit now: there is nothing to commit.');
}

/** Where the model sees nothing to change, a hook has nothing to say. */
function doubted(file: ProposedFile): ProposedFile {
  return { ...file, left: file.left?.filter(({ abstained }) => abstained) ?? [] };
}

function changeOf({ file, original, text }: Current) {
  return { path: file.path, mode: file.mode, before: original, after: text };
}

function extentOf(fixed: readonly Current[]): Extent {
  const hunks = fixed.flatMap(({ original, text }) => diff(original, text));
  return { paths: fixed.map(({ file }) => file.path), ...countLines(hunks) };
}

export function unsureText(model: string): string {
  return lines(
    `cad changes nothing: how sure the model \`${model}\` is can't be told.`,
    'Hint: `"minConfidence": 0` in `hook` takes its edits all the same.',
  );
}
