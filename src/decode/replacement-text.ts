// The text that replaces quoted lines, token by token.
import { equals } from '../grammar/bytes.js';
import type { TokenId } from './tokenizer.js';

const NEWLINE = 0x0a;

/** Whether a byte is a space, or another blank of ASCII. */
export function isBlank(byte: number): boolean {
  return byte === 0x20 || (byte >= 0x09 && byte <= 0x0d);
}

/**
 * Follows a text that replaces `old`, the bytes of whole lines.
 *
 * It begins with the indentation of `old`, unless it is empty or begins with a blank line: a small
 * model copies words more surely than white space.
 */
export class ReplacementText {
  readonly #vocabulary: readonly (Uint8Array | undefined)[];
  /** What is yet to be said of the indentation; a word follows. Undefined where any text may follow. */
  #indentation: Uint8Array | undefined;
  #isEmpty = true;
  #isAtLineStart = true;

  constructor(old: Uint8Array, vocabulary: readonly (Uint8Array | undefined)[]) {
    this.#vocabulary = vocabulary;
    const length = old.findIndex((byte) => !isBlank(byte));
    const isBlankLine = length === -1 || old.subarray(0, length).includes(NEWLINE);
    this.#indentation = isBlankLine ? undefined : old.subarray(0, length);
  }

  /** Whether any text may follow. */
  get isFree(): boolean {
    return this.#indentation === undefined;
  }

  /** Whether the text so far is empty or ends a line. */
  get isAtLineStart(): boolean {
    return this.#isAtLineStart;
  }

  /** Whether the text may begin, or go on in its indentation, with `token`. */
  allows(token: TokenId): boolean {
    const wanted = this.#indentation;
    const bytes = this.#vocabulary[token];
    if (wanted === undefined || bytes === undefined) return true;
    if (this.#isEmpty && bytes[0] === NEWLINE) return true;
    const nShared = Math.min(wanted.length, bytes.length);
    if (!equals(wanted.subarray(0, nShared), bytes.subarray(0, nShared))) return false;
    const next = bytes[nShared];
    return next === undefined || next === NEWLINE || !isBlank(next);
  }

  /** Goes on after `token`, which must be allowed. */
  accept(token: TokenId): void {
    const bytes = this.#vocabulary[token] ?? new Uint8Array();
    this.#indentation = this.#indentationAfter(bytes);
    this.#isEmpty = false;
    this.#isAtLineStart = bytes.at(-1) === NEWLINE;
  }

  #indentationAfter(bytes: Uint8Array): Uint8Array | undefined {
    const isOver = this.#indentation === undefined || bytes.length > this.#indentation.length;
    return isOver || bytes[0] === NEWLINE ? undefined : this.#indentation?.subarray(bytes.length);
  }
}
