// A model that is ready to decode, with what its folder says about it.
import { VocabularyTrie } from '../grammar/trie.js';
import type { ChatTokens } from './chat.js';
import { type CostTable, USUAL_COSTS } from './costs.js';
import type { LanguageModel } from './engine/language-model.js';
import type { PromptStore } from './engine/prompt-store.js';
import type { CopyContext } from './model/manifest.js';
import type { PromptForm } from './prompt.js';
import type { DecodeStats } from './stats.js';
import type { TokenId, Tokenizer } from './tokenizer.js';

export interface LoadedModelParts {
  readonly model: LanguageModel;
  readonly tokenizer: Tokenizer;
  readonly prompt: PromptForm;
  /** The token that ends an answer. */
  readonly end: TokenId;
  readonly lossless: DecodeStats['lossless'];
  /** @default 'prefill' */
  readonly copyContext?: CopyContext;
  /** @default what is usual */
  readonly costs?: CostTable;
  /**
   * How a turn of a chat begins and ends.
   * @default ChatML
   */
  readonly chat?: ChatTokens;
  /** Where prompts are kept on disk, if they are; for a lossless model alone. */
  readonly store?: PromptStore;
}

/** A model with its tokenizer and, once it is asked for, the trie of its vocabulary. */
export class LoadedModel implements LoadedModelParts {
  readonly model: LanguageModel;
  readonly tokenizer: Tokenizer;
  readonly prompt: PromptForm;
  readonly end: TokenId;
  readonly lossless: DecodeStats['lossless'];
  readonly copyContext: CopyContext;
  readonly costs: CostTable;
  readonly chat?: ChatTokens;
  readonly store?: PromptStore;
  #trie: VocabularyTrie | undefined;

  constructor(parts: LoadedModelParts) {
    this.model = parts.model;
    this.tokenizer = parts.tokenizer;
    this.prompt = parts.prompt;
    this.end = parts.end;
    this.lossless = parts.lossless;
    this.copyContext = parts.copyContext ?? 'prefill';
    this.costs = parts.costs ?? USUAL_COSTS;
    if (parts.chat) this.chat = parts.chat;
    if (parts.store) this.store = parts.store;
  }

  get trie(): VocabularyTrie {
    this.#trie ??= new VocabularyTrie(this.tokenizer.vocabulary);
    return this.#trie;
  }
}
