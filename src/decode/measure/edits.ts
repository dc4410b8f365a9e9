// Times sample edits: as `cad fix` decodes them, and with the whole file written token by token.
import { resolve } from '../../apply/resolve.js';
import { ModelError } from '../../errors.js';
import { Source } from '../../grammar/source.js';
import { decode } from '../decode.js';
import type { Decoded, DecodeRequest } from '../decoder.js';
import type { LoadedModel } from '../loaded-model.js';
import type { DecodeMode } from '../model/manifest.js';
import { decodeRewrite } from '../rewrite-decoder.js';
import { Run } from '../run.js';
import { nOutput } from '../stats.js';
import { type Spread, spreadOf } from './spread.js';

/** An edit whose right outcome is known. */
export interface SampleEdit {
  readonly path: string;
  readonly instruction: string;
  readonly before: string;
  readonly after: string;
}

/** One way to decode an edit; counts and `isRight` are the same every time. */
export interface MeasuredWay {
  readonly mode: DecodeMode;
  readonly promptMs: Spread;
  /** From the end of the prompt to the end of the answer. */
  readonly outputMs: Spread;
  readonly nPrompt: number;
  /** Tokens that the model said: copied lines of a program are none of them. */
  readonly nTokens: number;
  readonly nForwards: number;
  readonly isRight: boolean;
  /** Why the answer was not finished. */
  readonly abstained?: string;
}

export interface MeasuredEdit {
  readonly path: string;
  readonly instruction: string;
  readonly nLines: number;
  /** Tokens of the file, and of the right outcome. */
  readonly nFileTokens: number;
  readonly nRightTokens: number;
  /** As `cad fix` does it. */
  readonly fast: MeasuredWay;
  /** The text of all lines, each token by a forward of its own. */
  readonly plain: MeasuredWay;
}

/** A sample that could not be measured, and why. */
export interface SkippedEdit {
  readonly path: string;
  readonly instruction: string;
  readonly skipped: string;
}

export interface EditOptions {
  /** The mode that `cad fix` uses. */
  mode: DecodeMode;
  /** How often the fast way is timed; the plain one takes long enough to be timed once. */
  nRounds: number;
  signal?: AbortSignal | undefined;
}

/** Measures one sample, greedily. One that the model's context can't hold is skipped. */
export async function measureEdit(
  loaded: LoadedModel,
  sample: SampleEdit,
  { mode, nRounds, signal }: EditOptions,
): Promise<MeasuredEdit | SkippedEdit> {
  const { path, instruction } = sample;
  const nFileTokens = loaded.tokenizer.encode(sample.before).length;
  const nRightTokens = loaded.tokenizer.encode(sample.after).length;
  const request = requestOf(sample, mode);
  const fastOnce = () => {
    // Each time all of the prompt is read.
    loaded.model.truncate(0);
    return decode(loaded, request, () => {}, signal);
  };
  try {
    const fast = [await fastOnce()];
    const plain = [await writeWhole(loaded, request, mostPlain(nRightTokens), signal)];
    while (fast.length < nRounds) fast.push(await fastOnce());
    return {
      ...{ path, instruction, nLines: new Source(request.source).nLines },
      ...{ nFileTokens, nRightTokens },
      fast: wayOf(sample, mode, fast),
      plain: wayOf(sample, 'rewrite', plain),
    };
  } catch (error) {
    if (!(error instanceof ModelError)) throw error;
    return { path, instruction, skipped: error.message };
  }
}

function requestOf({ path, instruction, before }: SampleEdit, mode: DecodeMode): DecodeRequest {
  const source = Source.of(before);
  return {
    ...{ path, instruction, mode, source: source.bytes, fence: source.all },
    sampling: { temperature: 0, topP: 1, seed: 0 },
  };
}

/** Tokens that a plain answer may take: enough to see that it does not end where it should. */
function mostPlain(nRightTokens: number): number {
  return Math.ceil(1.25 * nRightTokens) + 16;
}

/** Decodes without drafts. */
async function writeWhole(
  loaded: LoadedModel,
  request: DecodeRequest,
  maxTokens: number,
  signal?: AbortSignal,
): Promise<Decoded> {
  loaded.model.truncate(0);
  const run = new Run(loaded, { ...request, mode: 'rewrite', maxTokens }, () => {}, signal);
  return { ...(await decodeRewrite(run, { drafts: false })), stats: run.stats };
}

function wayOf(sample: SampleEdit, mode: DecodeMode, runs: readonly Decoded[]): MeasuredWay {
  const { program, abstained, stats } = runs[0]!;
  const text = new TextDecoder().decode(resolve(program, Source.of(sample.before)));
  return {
    mode,
    promptMs: spreadOf(runs.map((run) => run.stats.promptMs)),
    outputMs: spreadOf(runs.map((run) => run.stats.decodeMs)),
    nPrompt: stats.nPrompt,
    nTokens: mode === 'program' ? nOutput(stats) - stats.nCopied : nOutput(stats),
    nForwards: stats.nForwards,
    isRight: text === sample.after,
    ...(abstained === undefined ? {} : { abstained }),
  };
}
