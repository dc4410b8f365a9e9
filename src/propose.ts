// The table of contents: from a request, through the decoder's program, to what is offered.

import { diff, type Hunk } from './apply/diff.js';
import { resolve } from './apply/resolve.js';
import type {
  Decoded,
  DecodeEvent,
  DecodeRequest,
  Decoder,
  DecodeStats,
} from './decode/decoder.js';
import type { Program } from './grammar/program.js';
import { type LineRange, Source } from './grammar/source.js';

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
}

/** What is offered for one file. */
export interface ProposedFile {
  readonly path: string;
  readonly before: Source;
  readonly after: Source;
  readonly program: Program;
  readonly hunks: readonly Hunk[];
  /** Why the model did not finish; the program is valid all the same, but it is a part at best. */
  readonly abstained?: string;
  readonly stats: DecodeStats;
}

export type Proposal = readonly ProposedFile[];

/** Decodes each requested file in turn. Rejects as the decoder does, with no partial proposal. */
export async function propose(
  { files, ...asked }: Request,
  decoder: Decoder,
  onEvent: (file: number, event: DecodeEvent) => void = () => {},
  signal?: AbortSignal,
): Promise<Proposal> {
  const proposal: ProposedFile[] = [];
  for (const [index, file] of files.entries()) {
    const request = { ...asked, ...file, source: file.source.bytes };
    const decoded = await decoder.decode(request, (event) => onEvent(index, event), signal);
    proposal.push(proposedFile(file, decoded));
  }
  return proposal;
}

function proposedFile({ path, source }: RequestedFile, decoded: Decoded): ProposedFile {
  const after = new Source(resolve(decoded.program, source));
  return { path, before: source, after, hunks: diff(source, after), ...decoded };
}
