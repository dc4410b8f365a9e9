// What a rule makes of one staged file: by the model, or as it was found before.

import { diff } from '../../apply/diff.js';
import { oracle } from '../../apply/oracle.js';
import type { DecodeEvent } from '../../decode/decoder.js';
import { newStats } from '../../decode/stats.js';
import type { Repository } from '../../git/repo.js';
import { storedText, storeStaged } from '../../git/staged.js';
import { equals } from '../../grammar/bytes.js';
import type { Source } from '../../grammar/source.js';
import type { ProposedFile } from '../../propose.js';
import { repair, type Task } from '../../repair.js';
import type { Engine } from '../engine.js';
import { version } from '../version.js';
import { type Current, regionsOf } from './current.js';
import type { Rule } from './rules.js';
import type { Report } from './staged-check.js';
import { Verdicts } from './verdicts.js';

export interface StagedRequest {
  readonly repository: Repository;
  readonly engine: Engine;
  readonly minConfidence: number;
  readonly verdicts: Verdicts;
  readonly onEvent: (event: DecodeEvent) => void;
  readonly signal?: AbortSignal;
}

/** Does what a rule, or a report, asks about the staged changes of a file. Rejects as the decoder does. */
export async function proposeStaged(
  { repository, engine, minConfidence, verdicts, onEvent, signal }: StagedRequest,
  rule: Rule,
  current: Current,
  reports: readonly Report[],
): Promise<ProposedFile> {
  const { file, text: source, blob } = current;
  const { path } = file;
  const asked = { ...engine.asked, minConfidence };
  const keyOf = (current: Current, tasks: readonly Task[]) =>
    Verdicts.key([version(), engine.modelSha256, asked, path, current.blob, tasks]);
  const tasks = tasksOf(rule, current, reports);
  if (tasks.length === 0) return remembered(path, source, source);
  const key = keyOf(current, tasks);
  const known = verdicts.get(key);
  const after = known === blob ? source : known && (await storedText(repository, file, known));
  if (after) return remembered(path, source, after);
  const request = { ...asked, files: [{ path, source, tasks }] };
  const [made] = await repair(request, engine.decoder, (_, event) => onEvent(event), signal);
  const fixed = await blobOf(repository, current, made!.after);
  verdicts.set(key, fixed);
  if (fixed !== blob && rule.instruction) {
    // Once is enough: the model is not asked about its own work.
    const next = { ...current, text: made!.after, blob: fixed };
    verdicts.set(keyOf(next, tasksOf(rule, next, [])), fixed);
  }
  return made!;
}

/** The blob of a file with another text. */
export async function blobOf(
  repository: Repository,
  { file, text, blob }: Current,
  after: Source,
): Promise<string> {
  return equals(after.bytes, text.bytes) ? blob : storeStaged(repository, file, after.bytes);
}

/** Reports about what is staged, or the rule's instruction for each part of it. */
function tasksOf(rule: Rule, current: Current, reports: readonly Report[]): Task[] {
  const regions = regionsOf(current);
  const { instruction } = rule;
  if (instruction) return regions.map((fence) => ({ instruction, fence }));
  return reports.flatMap(({ path, instruction, pointed }) => {
    const fence = regions.find(({ first, last }) => first <= pointed.first && pointed.last <= last);
    return fence && path === current.file.path ? [{ instruction, pointed, fence }] : [];
  });
}

function remembered(path: string, before: Source, after: Source): ProposedFile {
  return {
    ...{ path, before, after, hunks: diff(before, after), program: oracle(before, after) },
    ...{ alternatives: [], stats: newStats('lossless') },
  };
}
