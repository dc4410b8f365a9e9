// Keys and values of prompts on disk, so that another process need not read the same file again.
// What can't be read or written here costs time, nothing else.
import { createHash, randomUUID } from 'node:crypto';
import { closeSync, openSync, readFileSync, renameSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { crc32 } from 'node:zlib';
import { assert } from '../../errors.js';
import type { TokenId } from '../tokenizer.js';
import type { OnnxModel } from './onnx.js';
import { makePrivate, prune, remove } from './store-folder.js';

/** Raised when the layout changes, or what the engine computes for the same model and tokens. */
const FORMAT = 1;

/** Four 32-bit words: format, tokens, numbers that follow, their CRC-32. */
const HEADER_BYTES = 16;

export interface PromptStoreOptions {
  readonly folder: string;
  /** Names all that the keys and values of a token depend on, but the tokens. */
  readonly model: string;
  /** The most that the folder's entries may take together. */
  readonly maxBytes: number;
}

/** Stores what a model's cache holds of a prompt's first tokens, one file for each such beginning. */
export class PromptStore {
  readonly #model: Pick<OnnxModel, 'tokens' | 'keysAndValues' | 'restore'>;
  readonly #options: PromptStoreOptions;

  constructor(
    model: Pick<OnnxModel, 'tokens' | 'keysAndValues' | 'restore'>,
    options: PromptStoreOptions,
  ) {
    this.#model = model;
    this.#options = options;
  }

  /**
   * Puts `tokens` into the model's cache in place of what it holds; false where they are not stored.
   * A file that is not whole is removed.
   */
  restore(tokens: readonly TokenId[]): boolean {
    const path = this.#pathOf(tokens);
    const bytes = contentOf(path);
    if (bytes === undefined) return false;
    const numbers = checked(bytes, tokens.length);
    if (numbers === undefined || !this.#model.restore(tokens, numbers)) {
      remove(path);
      return false;
    }
    return true;
  }

  /** Stores `tokens`, which the model's cache begins with, unless they are: then notes their use. */
  save(tokens: readonly TokenId[]): void {
    const { folder, maxBytes } = this.#options;
    const isCached = tokens.every((token, i) => token === this.#model.tokens[i]);
    assert(isCached, 'a prompt is stored that the model has not read');
    try {
      const path = this.#pathOf(tokens);
      if (!isTouched(path)) this.#write(path, tokens.length);
      prune(folder, maxBytes);
    } catch {
      // The next process reads the file's part again.
    }
  }

  #write(path: string, nTokens: number): void {
    const parts = this.#model.keysAndValues(nTokens).map(bytesOf);
    const nBytes = parts.reduce((total, part) => total + part.length, 0);
    if (HEADER_BYTES + nBytes > this.#options.maxBytes) return;
    const checksum = parts.reduce((crc, part) => crc32(part, crc), 0);
    const header = bytesOf(Uint32Array.of(FORMAT, nTokens, nBytes / 4, checksum));
    makePrivate(this.#options.folder);
    const unfinished = `${path}.${randomUUID()}`;
    try {
      writeParts(unfinished, [header, ...parts]);
      renameSync(unfinished, path);
    } catch (error) {
      remove(unfinished);
      throw error;
    }
  }

  #pathOf(tokens: readonly TokenId[]): string {
    const { folder, model } = this.#options;
    const key = JSON.stringify([FORMAT, model, tokens]);
    return join(folder, `${createHash('sha256').update(key).digest('hex')}.kv`);
  }
}

/** Gives the numbers of a file; undefined unless it is whole and holds `nTokens` tokens. */
function checked(bytes: Buffer, nTokens: number): Float32Array | undefined {
  if (bytes.length < HEADER_BYTES || bytes.length % 4 !== 0) return undefined;
  const body = bytes.subarray(HEADER_BYTES);
  const expected = [FORMAT, nTokens, body.length / 4, crc32(body)];
  const header = new Uint32Array(bytes.buffer, bytes.byteOffset, HEADER_BYTES / 4);
  if (!header.every((word, i) => word === expected[i])) return undefined;
  return new Float32Array(body.buffer, body.byteOffset, body.length / 4);
}

function contentOf(path: string): Buffer | undefined {
  try {
    return readFileSync(path);
  } catch {
    return undefined;
  }
}

function writeParts(path: string, parts: readonly Uint8Array[]): void {
  const file = openSync(path, 'wx', 0o600);
  try {
    for (const part of parts) writeFileSync(file, part);
  } finally {
    closeSync(file);
  }
}

/** Marks a file as just used; false where there is none. */
function isTouched(path: string): boolean {
  try {
    const now = new Date();
    utimesSync(path, now, now);
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return false;
    throw error;
  }
}

function bytesOf({ buffer, byteOffset, byteLength }: Float32Array | Uint32Array): Buffer {
  return Buffer.from(buffer, byteOffset, byteLength);
}
