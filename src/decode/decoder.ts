// The seam that `propose` uses: a request for one file goes in, events and a program come out.
import type { Program } from '../grammar/program.js';
import type { LineRange } from '../grammar/source.js';
import type { DecodeMode } from './model/manifest.js';
import type { Sampling } from './sampler.js';
import type { DecodeStats } from './stats.js';

export type { DecodeStats } from './stats.js';

/** One file to edit. Plain data: it crosses to the model's process. */
export interface DecodeRequest {
  /** The path that the model is shown. */
  readonly path: string;
  readonly source: Uint8Array;
  /**
   * The lines that may change; all of them are shown to the model.
   * @default the whole file, of which a part may be shown
   */
  readonly fence?: LineRange;
  /** The lines that the user points to. */
  readonly pointed?: LineRange;
  readonly instruction: string;
  readonly mode: DecodeMode;
  readonly sampling: Sampling;
  /**
   * The most tokens that the answer may take, copied spans of a program not counted.
   * @default twice the tokens of the lines that may change, and 256
   */
  readonly maxTokens?: number;
  /**
   * The most answers that may be tried, the greedy one and likely others; each is weighed. For
   * greedy program mode of a model that is asked for quotes.
   * @default none is weighed
   */
  readonly candidates?: number;
}

/** One way to do what was asked. */
export interface Candidate {
  /** A valid program of the whole file, fitted to its line endings. */
  readonly program: Program;
  /** Natural logarithm of the probability that the model gives to answers with this program. */
  readonly logP: number;
  /** The same for each place that is changed, in order. */
  readonly places: readonly { readonly lines: LineRange; readonly logP: number }[];
}

export type DecodeEvent =
  | { readonly type: 'loaded'; readonly loadMs: number }
  | { readonly type: 'prompt'; readonly nTokens: number; readonly prefillMs: number }
  /** Lines settled as copies, in order; neighbours may come in parts. */
  | { readonly type: 'copy'; readonly lines: LineRange }
  /** New text settled, whole lines but for the last. */
  | { readonly type: 'gen'; readonly text: string }
  | {
      readonly type: 'progress';
      /** Tokens of the answer so far. */
      readonly nTokens: number;
      readonly nForwards: number;
      /** Since the prompt was read. */
      readonly elapsedMs: number;
    };

export interface Decoded {
  /** A valid program of the whole file, fitted to its line endings. */
  readonly program: Program;
  /** Why the model did not finish; the program then is a part of an edit at best. */
  readonly abstained?: string;
  /** Where answers are weighed: the likeliest first, whose program is `program`. */
  readonly candidates?: readonly Candidate[];
  /** SHA-256 of the prompt's tokens, each four bytes, little end first. */
  readonly promptSha256?: string;
  readonly stats: DecodeStats;
}

/** Decodes one request after another. */
export interface Decoder {
  /**
   * Rejects with an InterruptError soon after `signal` aborts, with a ModelError where the model
   * can't be used. Must not be called while another decode is under way.
   */
  decode(
    request: DecodeRequest,
    onEvent: (event: DecodeEvent) => void,
    signal?: AbortSignal,
  ): Promise<Decoded>;
  close(): Promise<void>;
}
