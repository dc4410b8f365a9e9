// One request under way: its view and budget, and every model call counted and interruptible.
import { createHash } from 'node:crypto';
import { assert, InterruptError, ModelError } from '../errors.js';
import { copy, type Program } from '../grammar/program.js';
import { intersection, Source } from '../grammar/source.js';
import type { DecodeEvent, DecodeRequest } from './decoder.js';
import type { Rows } from './engine/language-model.js';
import type { LoadedModel } from './loaded-model.js';
import { type Prompt, type PromptInput, regionText } from './prompt.js';
import { reuse } from './prompt-cache.js';
import { Sampler } from './sampler.js';
import { type DecodeStats, newStats } from './stats.js';
import type { TokenId, Tokenizer } from './tokenizer.js';
import { type View, view } from './view.js';

/** Prompt tokens in one forward: a cancel waits for no more than these. */
const PREFILL = 128;

/** Tokens that most answers in quotes, and the drafts refused in them, take in the cache. */
const SPARE = 128;

/** The state that the decoders share. */
export class Run {
  readonly loaded: LoadedModel;
  readonly path: string;
  readonly instruction: string;
  readonly source: Source;
  readonly view: View;
  readonly sampler: Sampler;
  readonly stats: DecodeStats;
  /** The tokens of the region's lines. */
  readonly regionTokens: readonly TokenId[];
  /** Tokens that the answer may take. */
  readonly maxTokens: number;
  /** How many answers may be tried; undefined where they are not weighed either. */
  readonly candidates: number | undefined;
  /** Tokens of the answer so far, for progress. */
  nTokens = 0;
  readonly emit: (event: DecodeEvent) => void;
  readonly #signal: AbortSignal | undefined;
  #startMs = 0;
  #prompt: Prompt | undefined;

  constructor(
    loaded: LoadedModel,
    request: DecodeRequest,
    emit: (event: DecodeEvent) => void,
    signal?: AbortSignal,
  ) {
    this.loaded = loaded;
    this.path = request.path;
    this.instruction = request.instruction;
    this.source = new Source(request.source);
    const chosen = view(this.source, request);
    // What is written anew is shown alone, so that the model knows where to begin.
    this.view = request.mode === 'rewrite' ? { ...chosen, ...onlyFence(chosen, request) } : chosen;
    this.sampler = new Sampler(request.sampling);
    this.stats = newStats(loaded.lossless);
    this.regionTokens = this.tokenizer.encode(regionText(this.source, this.view.region));
    this.maxTokens = request.maxTokens ?? 2 * this.regionTokens.length + 256;
    const isGreedyQuotes =
      loaded.prompt === 'quotes' && request.mode === 'program' && this.sampler.isGreedy;
    this.candidates = isGreedyQuotes ? request.candidates : undefined;
    this.emit = emit;
    this.#signal = signal;
  }

  /** Whether it is kept how likely the model thinks each choice. */
  get isWeighed(): boolean {
    return this.candidates !== undefined;
  }

  get tokenizer(): Tokenizer {
    return this.loaded.tokenizer;
  }

  /** Tokens in the model's cache. */
  get length(): number {
    return this.loaded.model.length;
  }

  /** Tokens that the model can still read. */
  get room(): number {
    return this.loaded.model.nContext - this.length;
  }

  /**
   * Reads all of the prompt but its last token, which belongs to the first decision, and gives the
   * prompt. What the model has read before is not read again. Throws a ModelError where `nAnswer`
   * more tokens would not fit into the context.
   */
  async readPrompt(
    write: (tokenizer: Tokenizer, input: PromptInput) => Prompt,
    nAnswer: number,
  ): Promise<Prompt> {
    const startMs = performance.now();
    const prompt = write(this.tokenizer, this);
    this.#requireRoom(prompt.ids.length + nAnswer);
    const known = prompt.ids.slice(0, -1);
    this.loaded.model.reserve(prompt.ids.length + nAnswer + SPARE);
    const nReused = reuse(this.loaded, prompt);
    for (let at = nReused; at < known.length; at += PREFILL) {
      this.#throwIfAborted();
      await this.loaded.model.forward(known.slice(at, at + PREFILL), [], 'best');
    }
    this.#prompt = prompt;
    this.#startMs = performance.now();
    this.stats.shown = this.view.lines;
    this.stats.nPrompt = prompt.ids.length;
    this.stats.nPromptReused = nReused;
    this.stats.promptMs = this.#startMs - startMs;
    this.emit({ type: 'prompt', nTokens: prompt.ids.length, prefillMs: this.stats.promptMs });
    return prompt;
  }

  /** Identifies the prompt that was read. */
  get promptSha256(): string {
    const tokens = Uint32Array.from(this.#prompt!.ids);
    return createHash('sha256').update(tokens).digest('hex');
  }

  /** Keeps the file's part of the prompt on disk, where the user wants that. */
  storePrompt(): void {
    const { ids, nFile } = this.#prompt!;
    if (nFile > 0) this.loaded.store?.save(ids.slice(0, nFile));
  }

  /** Calls the model as a step of the answer; throws an InterruptError once the run is cancelled. */
  async forward<Want extends keyof Rows>(
    tokens: readonly TokenId[],
    rows: readonly number[],
    want: Want,
  ): Promise<Rows[Want]> {
    this.#throwIfAborted();
    assert(tokens.length > 0, 'a forward without tokens');
    const found = await this.loaded.model.forward(tokens, rows, want);
    this.stats.nForwards++;
    this.stats.decodeMs = performance.now() - this.#startMs;
    this.emit({
      type: 'progress',
      nTokens: this.nTokens,
      nForwards: this.stats.nForwards,
      elapsedMs: this.stats.decodeMs,
    });
    return found;
  }

  /**
   * Goes back to the end of the prompt, or behind it as far as the model has read `answer`, which
   * begins with the prompt's last token. Gives the rest of `answer`, at least one token.
   */
  rewind(answer: readonly TokenId[]): readonly TokenId[] {
    const start = this.#prompt!.ids.length - 1;
    const read = this.loaded.model.tokens;
    let nRead = 0;
    while (nRead < answer.length - 1 && read[start + nRead] === answer[nRead]) nRead++;
    this.truncate(start + nRead);
    return answer.slice(nRead);
  }

  /** Forgets what the model read from `length` on. */
  truncate(length: number): void {
    this.loaded.model.truncate(length);
  }

  /** The program that changes nothing. */
  get unchanged(): Program {
    return this.source.nLines === 0 ? [] : [copy(1, this.source.nLines)];
  }

  /** Counts the tokens of the region's lines that `program` copies. */
  countCopied(program: Program): number {
    const { first, last } = this.view.region;
    return program
      .filter((element) => element.kind === 'copy')
      .map(({ lines }) => intersection(lines, { first, last }))
      .reduce((n, lines) => n + this.tokenizer.encode(regionText(this.source, lines)).length, 0);
  }

  #requireRoom(nNeeded: number): void {
    const { nContext } = this.loaded.model;
    if (nNeeded <= nContext) return;
    const { first, last } = this.view.lines;
    throw new ModelError(
      `Lines ${first}-${last} of \`${this.path}\` need ${nNeeded} tokens, but the model's context holds ${nContext}.`,
      {
        hint: `Name the lines that may change, as in \`${this.path}:${first}-${Math.min(last, first + 39)}\`.`,
      },
    );
  }

  #throwIfAborted(): void {
    if (this.#signal?.aborted) throw new InterruptError();
  }
}

function onlyFence({ lines }: View, { fence }: DecodeRequest): Pick<View, 'lines' | 'region'> {
  const shown = fence ? intersection(lines, fence) : lines;
  return { lines: shown, region: shown };
}
