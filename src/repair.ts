// Several tasks in each file, as a tool reports them: one after another, and together one edit.

import { diff } from './apply/diff.js';
import { follow } from './apply/follow.js';
import { oracle } from './apply/oracle.js';
import type { DecodeEvent, Decoder } from './decode/decoder.js';
import { addStats } from './decode/stats.js';
import type { LineRange, Source } from './grammar/source.js';
import {
  type LeftTask,
  type Proposal,
  type ProposedFile,
  propose,
  type Request,
  type RequestedFile,
} from './propose.js';

/** Something to do in a part of a file. */
export interface Task extends Place {
  readonly instruction: string;
}

/** The line that a task is about, the lines that may change, or both. Fences are equal or apart. */
type Place = Pick<RequestedFile, 'pointed' | 'fence'>;

export interface TaskedFile extends Pick<RequestedFile, 'path' | 'source'> {
  /** At least one. */
  readonly tasks: readonly Task[];
}

export type RepairRequest = Omit<Request, 'files' | 'instruction'> & {
  readonly files: readonly TaskedFile[];
};

/**
 * Does the tasks of each file, from its end to its beginning, so that an edit moves few lines that
 * another task is about; those are followed, and the task of a line that is gone counts as done.
 * What the model does not finish, is not sure of, or leaves as it is, is `left`. Rejects as `propose`
 * does.
 */
export async function repair(
  { files, ...asked }: RepairRequest,
  decoder: Decoder,
  onEvent: (file: number, event: DecodeEvent) => void = () => {},
  signal?: AbortSignal,
): Promise<Proposal> {
  const repaired: ProposedFile[] = [];
  for (const [index, { path, source, tasks }] of files.entries()) {
    const done: ProposedFile[] = [];
    const left: LeftTask[] = [];
    let current = source;
    for (const { instruction, ...reported } of upwards(tasks)) {
      const place = placeNow(reported, done);
      if (!place) continue;
      const request = { ...asked, instruction, files: [{ path, source: current, ...place }] };
      const heard = (_: number, event: DecodeEvent) => onEvent(index, event);
      const [file] = await propose(request, decoder, heard, signal);
      const { abstained, hunks, after } = file!;
      done.push(file!);
      const isUnchanged = hunks.length === 0;
      if (!abstained && !isUnchanged) current = after;
      else left.unshift({ instruction, isUnchanged, ...(abstained && { abstained }) });
    }
    repaired.push(joined({ path, source }, current, done, left));
  }
  return repaired;
}

function upwards(tasks: readonly Task[]): Task[] {
  const begin = ({ pointed, fence }: Task) => (pointed ?? fence)?.first ?? 1;
  return tasks.toSorted((a, b) => begin(b) - begin(a));
}

/** Where a task's lines are after the edits that were done; undefined where they are gone. */
function placeNow({ pointed, fence }: Place, done: readonly ProposedFile[]): Place | undefined {
  const line = pointed && followed(pointed.first, done);
  if (pointed && line === undefined) return undefined;
  return {
    ...(line !== undefined && { pointed: { first: line, last: line } }),
    ...(fence && { fence: grown(fence, done) }),
  };
}

/** A fence, after edits that were made in it; others lie below. */
function grown({ first, last }: LineRange, done: readonly ProposedFile[]): LineRange {
  let end = last;
  for (const { abstained, fence, before, after } of done) {
    if (!abstained && fence?.first === first) end += after.nLines - before.nLines;
  }
  return { first, last: end };
}

/** A line after the edits that were done; undefined where it is gone. */
function followed(first: number, done: readonly ProposedFile[]): number | undefined {
  let line: number | undefined = first;
  for (const { abstained, program } of done) {
    if (line !== undefined && !abstained) line = follow(program, line);
  }
  return line;
}

function joined(
  { path, source }: Pick<RequestedFile, 'path' | 'source'>,
  after: Source,
  done: readonly ProposedFile[],
  left: readonly LeftTask[],
): ProposedFile {
  const hunks = diff(source, after);
  const made = done.filter(({ abstained }) => !abstained);
  const known = made.flatMap(({ confidence }) => confidence ?? []);
  return {
    ...{ path, before: source, after, hunks, left, alternatives: [] },
    program: oracle(source, after),
    prompts: done.flatMap(({ prompts = [] }) => prompts),
    ...(known.length > 0 && { confidence: Math.min(...known) }),
    stats: done.map(({ stats }) => stats).reduce(addStats),
  };
}
