// A language model without weights: it wants what a test tells it to want.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { LanguageModel, Rows } from '../../src/decode/engine/language-model.js';
import { LoadedModel, type LoadedModelParts } from '../../src/decode/loaded-model.js';
import type { PromptForm } from '../../src/decode/prompt.js';
import { quoteMarks } from '../../src/decode/quote-matcher.js';
import { answerOf } from '../../src/decode/quotes.js';
import { argmax } from '../../src/decode/sampler.js';
import { type TokenId, Tokenizer } from '../../src/decode/tokenizer.js';
import { Source } from '../../src/grammar/source.js';
import { TINY_MODEL } from './tiny-model.js';

/** The vocabulary of the tiny model: single bytes, digits, and pieces of tags and code. */
export const toyTokenizer = Tokenizer.load(TINY_MODEL);
export const END: TokenId = JSON.parse(readFileSync(join(TINY_MODEL, 'manifest.json'), 'utf8')).end;

const everything = new Uint32Array(Math.ceil(toyTokenizer.vocabulary.length / 32)).fill(0xffffffff);

/** Gives the tokens wanted after those read so far, the most wanted first. */
export type Wishes = (read: readonly TokenId[]) => readonly TokenId[];

/** A model whose logits follow from the tokens in its cache alone, as a real one's do. */
export class ScriptedModel implements LanguageModel {
  readonly nVocabulary = toyTokenizer.vocabulary.length;
  readonly nContext: number;
  /** What each forward was given. */
  readonly forwards: TokenId[][] = [];
  readonly #wishes: Wishes;
  #read: TokenId[] = [];

  constructor(wishes: Wishes, nContext = 4096) {
    this.#wishes = wishes;
    this.nContext = nContext;
  }

  get tokens(): readonly TokenId[] {
    return this.#read;
  }

  get length(): number {
    return this.#read.length;
  }

  async forward<Want extends keyof Rows>(
    tokens: readonly TokenId[],
    rows: readonly number[],
    want: Want,
  ): Promise<Rows[Want]> {
    const start = this.length;
    this.#read.push(...tokens);
    this.forwards.push([...tokens]);
    const logits = rows.map((row) => this.#logitsAfter(this.#read.slice(0, start + row + 1)));
    const best = Int32Array.from(logits, (row) => argmax(row, everything));
    return { logits, best }[want];
  }

  reserve(): void {}

  truncate(length: number): void {
    this.#read.length = length;
  }

  async dispose(): Promise<void> {}

  #logitsAfter(read: readonly TokenId[]): Float32Array {
    const logits = new Float32Array(this.nVocabulary);
    for (const [rank, token] of this.#wishes(read).entries()) logits[token] = 100 - rank;
    return logits;
  }
}

/** Makes a scripted model ready to decode. */
export function loadedWith(
  model: LanguageModel,
  prompt: PromptForm = 'tags',
  parts: Partial<LoadedModelParts> = {},
): LoadedModel {
  return new LoadedModel({
    model,
    tokenizer: toyTokenizer,
    prompt,
    end: END,
    lossless: 'lossless',
    ...parts,
  });
}

/** Wants to write `text` after the prompt, then to end; other tokens when it was led astray. */
export function writes(text: string): Wishes {
  return says([...toyTokenizer.encode(text), END], '<jupyter_script>');
}

/** Wants to replace each quoted text by another, then to end. */
export function replaces(...hunks: [quoted: string, text: string][]): Wishes {
  const { more, end } = quoteMarks(toyTokenizer);
  const answers = hunks.map(([quoted, text]) => {
    const source = Source.of(quoted);
    return answerOf(toyTokenizer, source, [{ lines: source.all, text }]).slice(0, -1);
  });
  const joined = answers.flatMap((answer, n) => [...(n > 0 ? [more] : []), ...answer]);
  return says([...joined, end], '<jupyter_output>');
}

/** Wants to say the elements of a program in tags, each as it is encoded alone, whose copies are not read. */
export function tells(...elements: string[]): Wishes {
  return says([...elements.flatMap((each) => toyTokenizer.encode(each)), END], '<jupyter_output>');
}

function says(answer: readonly TokenId[], startToken: string): Wishes {
  const start = toyTokenizer.special(startToken);
  return (read) => {
    const said = read.slice(read.lastIndexOf(start) + 1);
    const isOnTrack = said.every((token, i) => token === answer[i]);
    return isOnTrack ? [answer[said.length] ?? END] : [100 + (said.length % 7)];
  };
}
