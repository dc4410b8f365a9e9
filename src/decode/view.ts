// Chooses the lines that the model is shown, and those of them that it may change.
import type { LineRange, Source } from '../grammar/source.js';
import { mentionedLine, mentionedRange } from './mention.js';

/** Lines around a pointed line that are shown, and that may change, when nothing else is said. */
const SHOWN_AROUND = 20;
const CHANGED_AROUND = 5;

/** Lines around a fence that are shown at least. */
const LEAST_AROUND = 5;

/** Files up to this many lines are shown whole, unless a line is pointed to. */
const SHORT = 60;

/** How people and linters write a line number; the first form that is found counts. */
const LINE_NUMBERS = [
  /\blines?\s+#?(\d+)(?:\s*(?:-|–|to|and)\s*(\d+))?\b(?!\s*times)/i,
  /^#?L(\d+)\b/,
  /\(L(\d+)\)/,
  /^\s*(\d+):(?:\s|\d+\b)/,
  /\.\w+:(\d+)\b/,
  /\.\w+\((\d+),\d+\):/,
  /\bln\.?\s*(\d+)/i,
];

/** What the model reads of a file. Ranges are lines of the file. */
export interface View {
  /** The lines shown. */
  readonly lines: LineRange;
  /** The lines that may change: within `lines` and within the fence. */
  readonly region: LineRange;
  /** The lines that the user, a diagnostic or mentioned code points to, quoted in the prompt. */
  readonly pointed?: LineRange;
}

export interface ViewOptions {
  instruction: string;
  /**
   * The lines that may change at all, all of them shown.
   * @default the whole file, of which a part may be shown
   */
  fence?: LineRange;
  /** Where the user points to; else a line number in the instruction is used. */
  pointed?: LineRange;
}

/**
 * Chooses the view of `source`: some lines around the pointed one, else the fence with some lines
 * of context. Instructions about every place (a rename) get the whole fence. Those that mention code
 * get a hint, the line that holds it if there is only one; in a longer file with no fence they get
 * the lines around all that is mentioned.
 */
export function view(source: Source, options: ViewOptions): View {
  const { instruction, pointed, fence = source.all } = options;
  const named = pointed ?? pointedLine(instruction, fence);
  const hint = named ?? mentionedLine(instruction, source, fence);
  const view = isEverywhere(instruction)
    ? whole(source, fence)
    : named
      ? around(named, source, fence)
      : options.fence
        ? whole(source, fence)
        : aroundMentions(instruction, source);
  return hint ? { ...view, pointed: hint } : view;
}

/**
 * Finds the line or lines that an instruction or a linter's message names, if they lie in the fence.
 *
 * @example pointedLine('src/a.ts:12:7: error: …', { first: 1, last: 40 }) // { first: 12, last: 12 }
 */
export function pointedLine(instruction: string, fence: LineRange): LineRange | undefined {
  const match = LINE_NUMBERS.map((form) => form.exec(instruction)).find(Boolean);
  const first = Number(match?.[1]);
  const last = Number(match?.[2] ?? first);
  return first >= fence.first && first <= last && last <= fence.last ? { first, last } : undefined;
}

function whole(source: Source, fence: LineRange): View {
  // As many lines as around a pointed one: what is read for a wide fence is mostly the fence.
  const nLines = fence.last - fence.first + 1;
  const around = Math.max(LEAST_AROUND, SHOWN_AROUND - Math.floor(nLines / 2));
  return { lines: widen(fence, around, source.all), region: fence };
}

function around(target: LineRange, source: Source, fence: LineRange): View {
  const lines = widen(target, SHOWN_AROUND, source.all);
  return { lines, region: widen(target, CHANGED_AROUND, fence) };
}

/** What is mentioned says less surely where the change belongs: all lines that are shown may change. */
function aroundMentions(instruction: string, source: Source): View {
  const isLong = source.nLines > SHORT;
  const mentioned = isLong ? mentionedRange(instruction, source) : undefined;
  const lines = mentioned ? widen(mentioned, SHOWN_AROUND, source.all) : source.all;
  return { lines, region: lines };
}

function isEverywhere(instruction: string): boolean {
  return /\brenam|\beverywhere\b|\bthroughout\b|\ball (?:uses|occurrences|places)\b/i.test(
    instruction,
  );
}

function widen(range: LineRange, by: number, within: LineRange): LineRange {
  return {
    first: Math.max(within.first, range.first - by),
    last: Math.min(within.last, range.last + by),
  };
}
