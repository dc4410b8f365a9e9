// Text to tokens and back. Owns the decision that each line, tag and gen is encoded alone.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Tokenizer as BytePairEncoder } from '@huggingface/tokenizers';
import { bytesOfVocabulary, type VocabularyFile, withoutPrefix } from './token-bytes.js';

/** Index into the vocabulary. */
export type TokenId = number;

interface TokenizerFile extends VocabularyFile {
  added_tokens: { id: number; content: string; special: boolean }[];
}

/**
 * The byte-pair tokenizer of a model folder.
 *
 * Special tokens are never produced from text: a file that holds the characters `<filename>` gets
 * ordinary tokens for them. Their ids are used by prompts alone.
 */
export class Tokenizer {
  /** Bytes of each token; undefined for special tokens, which stand for no text. */
  readonly vocabulary: readonly (Uint8Array | undefined)[];
  readonly #encoder: BytePairEncoder;
  readonly #special: ReadonlyMap<string, TokenId>;
  /** Prompt and draft hold the same lines, so each is encoded once. */
  readonly #lines = new Map<string, readonly TokenId[]>();

  constructor(file: TokenizerFile, config: object) {
    this.#special = new Map(file.added_tokens.map(({ content, id }) => [content, id]));
    // Without its added tokens the library can't turn text into special tokens.
    this.#encoder = new BytePairEncoder({ ...withoutPrefix(file), added_tokens: [] }, config);
    const special = file.added_tokens.flatMap(({ id, special }) => (special ? [id] : []));
    this.vocabulary = bytesOfVocabulary(file, new Set(special));
  }

  /** Reads `tokenizer.json` and `tokenizer_config.json` of a model folder. */
  static load(folder: string): Tokenizer {
    const read = (name: string) => JSON.parse(readFileSync(join(folder, name), 'utf8'));
    return new Tokenizer(read('tokenizer.json'), read('tokenizer_config.json'));
  }

  /** The id of a special token such as `<filename>`. Throws where the vocabulary lacks it. */
  special(name: string): TokenId {
    const id = this.#special.get(name);
    if (id === undefined) throw new Error(`the vocabulary has no \`${name}\`; this is a bug`);
    return id;
  }

  /** Encodes `text` line by line: the one tokenisation of prompt, prefill, draft and training. */
  encode(text: string): TokenId[] {
    return (text.match(/[^\n]*\n|[^\n]+$/g) ?? []).flatMap((line) => this.#encodeLine(line));
  }

  /** Encodes text of our own in which the names of special tokens stand for them. */
  encodeMarked(text: string): TokenId[] {
    const names = [...this.#special.keys()].sort((a, b) => b.length - a.length).map(escapeRegExp);
    const parts = names.length === 0 ? [text] : text.split(new RegExp(`(${names.join('|')})`));
    return parts.flatMap((part) => this.#special.get(part) ?? this.encode(part));
  }

  /** The bytes that `ids` stand for; special tokens stand for none. */
  bytesOf(ids: readonly TokenId[]): Uint8Array {
    return Buffer.concat(ids.map((id) => this.vocabulary[id] ?? new Uint8Array()));
  }

  /** The text that `ids` stand for, lossless for whole UTF-8 characters. */
  decode(ids: readonly TokenId[]): string {
    return new TextDecoder('utf-8', { ignoreBOM: true }).decode(this.bytesOf(ids));
  }

  #encodeLine(line: string): readonly TokenId[] {
    const known = this.#lines.get(line);
    if (known) return known;
    const { ids } = this.#encoder.encode(line, { add_special_tokens: false });
    this.#lines.set(line, ids);
    return ids;
  }
}

function escapeRegExp(text: string): string {
  return text.replaceAll(/[\\^$.*+?()[\]{}|]/g, '\\$&');
}
