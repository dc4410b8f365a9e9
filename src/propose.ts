// The table of contents: from a request, through the decoder's program, to what is offered.

import { diff, type Hunk } from './apply/diff.js';
import { parserFor } from './apply/syntax.js';
import type { Calibration } from './decode/confidence.js';
import type {
  Decoded,
  DecodeEvent,
  DecodeRequest,
  Decoder,
  DecodeStats,
} from './decode/decoder.js';
import { type Ranked, rank } from './decode/rank.js';
import type { Program } from './grammar/program.js';
import type { LineRange, Source } from './grammar/source.js';

/** A file to edit. */
export interface RequestedFile {
  /** The path that the model is shown. */
  readonly path: string;
  readonly source: Source;
  /**
   * The lines that may change.
   * @default the whole file
   */
  readonly fence?: LineRange;
  /** The line that the instruction is about. */
  readonly pointed?: LineRange;
}

/** One instruction for one or more files; each file is decoded on its own. */
export interface Request {
  readonly files: readonly RequestedFile[];
  readonly instruction: string;
  readonly mode: DecodeRequest['mode'];
  readonly sampling: DecodeRequest['sampling'];
  /** Most tokens that may be decoded for one file. */
  readonly maxTokens?: number;
  /** Most answers that may be tried for one file, where the model's answers can be weighed. */
  readonly candidates?: number;
  /** Of the model, where it has one. */
  readonly calibration?: Calibration;
  /**
   * The confidence below which an edit is not offered as finished, from 0 to 1.
   * @default the calibration's threshold
   */
  readonly minConfidence?: number;
}

/** One edit of a file. */
export interface Edit {
  readonly after: Source;
  readonly program: Program;
  readonly hunks: readonly Hunk[];
  /** The probability that the edit is right; absent where the model can't tell. */
  readonly confidence?: number;
  /** The same for each hunk. */
  readonly hunkConfidence?: readonly number[];
  /** Why the edit is not to be trusted; its program is valid all the same. */
  readonly abstained?: Abstention;
}

/** The model did not finish, or it is less sure than was asked for, or a check refuses the edit. */
export type Abstention =
  | { readonly kind: 'unfinished'; readonly reason: string }
  | { readonly kind: 'refused' }
  | { readonly kind: 'unsure'; readonly confidence: number; readonly minConfidence: number };

/** Edits that break the syntax of a file are below it, however sure the model is. */
const LEAST_CONFIDENCE = Number.MIN_VALUE;

/** A task that was not done. */
export interface LeftTask {
  readonly instruction: string;
  /** Whether the model saw nothing to change. */
  readonly isUnchanged: boolean;
  readonly abstained?: Abstention;
}

/** What is offered for one file. */
export interface ProposedFile extends Edit {
  readonly path: string;
  readonly before: Source;
  /** The lines that could change at most; absent where that was the whole file. */
  readonly fence?: LineRange;
  /** How many hunks a check refused, where there was one. */
  readonly nRefused?: number;
  /** Of several tasks those that were left as they were. */
  readonly left?: readonly LeftTask[];
  /** SHA-256 of the tokens of each prompt that was read for it. */
  readonly prompts?: readonly string[];
  /** Other edits, the likeliest first. */
  readonly alternatives: readonly Edit[];
  readonly stats: DecodeStats;
}

export type Proposal = readonly ProposedFile[];

/** Decodes each requested file in turn. Rejects as the decoder does, with no partial proposal. */
export async function propose(
  { files, calibration, minConfidence, ...asked }: Request,
  decoder: Decoder,
  onEvent: (file: number, event: DecodeEvent) => void = () => {},
  signal?: AbortSignal,
): Promise<Proposal> {
  const proposal: ProposedFile[] = [];
  for (const [index, file] of files.entries()) {
    // Loaded while the model works; whoever needs it hears of a failure.
    parserFor(file.path)?.catch(() => {});
    const request = { ...asked, ...file, source: file.source.bytes };
    const decoded = await decoder.decode(request, (event) => onEvent(index, event), signal);
    proposal.push(await proposedFile(file, decoded, { calibration, minConfidence }));
  }
  return proposal;
}

/** Turns what was decoded for a file into what is offered. */
async function proposedFile(
  { path, source, fence }: RequestedFile,
  decoded: Decoded,
  { calibration, minConfidence = calibration?.threshold ?? LEAST_CONFIDENCE }: Partial<Request>,
): Promise<ProposedFile> {
  const { abstained, stats, promptSha256 } = decoded;
  const ranked = await rank(path, source, decoded, calibration);
  const [edit, ...alternatives] = ranked.map((each) => editOf(source, each, minConfidence));
  return {
    ...{ path, before: source, ...(fence && { fence }), ...edit!, alternatives, stats },
    ...(promptSha256 !== undefined && { prompts: [promptSha256] }),
    ...(abstained !== undefined && { abstained: { kind: 'unfinished', reason: abstained } }),
  };
}

function editOf(
  source: Source,
  { program, after, confidence, places }: Ranked,
  minConfidence: number,
): Edit {
  const hunks = diff(source, after);
  if (confidence === undefined) return { program, after, hunks };
  const hunkConfidence = hunks.map(({ before: { first, count } }) => {
    const isInside = ({ lines }: Ranked['places'][number]) =>
      lines.first < first + count && first <= lines.last;
    const inside = places.filter(isInside).map((place) => place.confidence);
    return inside.length > 0 ? Math.min(...inside) : confidence;
  });
  return {
    ...{ program, after, hunks, confidence, hunkConfidence },
    ...(confidence < minConfidence && { abstained: { kind: 'unsure', confidence, minConfidence } }),
  };
}
