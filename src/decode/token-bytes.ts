// The bytes that tokens stand for, in the two alphabets that byte-pair tokenizers use.
import type { TokenId } from './tokenizer.js';

interface Part {
  type: string;
  [key: string]: unknown;
}

/** The part of a `tokenizer.json` that tells its alphabet. */
export interface VocabularyFile {
  model: { vocab: Record<string, number> };
  normalizer?: Part | null;
  pre_tokenizer?: Part | null;
}

/** Space in SentencePiece's alphabet, and a byte that is no character of its own there. */
const SPACE = '\u2581';
const BYTE = /^<0x([0-9A-F]{2})>$/;

/** Gives the bytes of each token; undefined for those of `special`, which stand for no text. */
export function bytesOfVocabulary(
  file: VocabularyFile,
  special: ReadonlySet<TokenId>,
): (Uint8Array | undefined)[] {
  const bytesOf = isByteLevel(file) ? byteLevel() : sentencePiece;
  const tokens: (Uint8Array | undefined)[] = [];
  for (const [token, id] of Object.entries(file.model.vocab)) {
    tokens[id] = special.has(id) ? undefined : bytesOf(token);
  }
  return tokens;
}

/**
 * Leaves out what puts a space before each text: lines are encoded alone, and one would come before
 * every line.
 */
export function withoutPrefix<File extends VocabularyFile>(file: File): File {
  const { normalizer, pre_tokenizer: pre } = file;
  const isPrefix = ({ type }: Part) => type === 'Prepend';
  const rest = partsOf(normalizer).filter((part) => !isPrefix(part));
  return {
    ...file,
    ...(partsOf(normalizer).some(isPrefix) && { normalizer: sequence('normalizers', rest) }),
    ...(pre?.type === 'Metaspace' && { pre_tokenizer: { ...pre, prepend_scheme: 'never' } }),
  };
}

function isByteLevel({ pre_tokenizer: pre }: VocabularyFile): boolean {
  return partsOf(pre).some(({ type }) => type === 'ByteLevel');
}

function partsOf(part: Part | null | undefined): readonly Part[] {
  if (!part) return [];
  if (part.type !== 'Sequence') return [part];
  return (part.normalizers ?? part.pretokenizers) as Part[];
}

function sequence(key: string, parts: readonly Part[]): Part {
  return { type: 'Sequence', [key]: parts };
}

function sentencePiece(token: string): Uint8Array {
  const [, byte] = BYTE.exec(token) ?? [];
  return byte
    ? Uint8Array.of(Number.parseInt(byte, 16))
    : Buffer.from(token.replaceAll(SPACE, ' '));
}

function byteLevel(): (token: string) => Uint8Array {
  const byteOf = byteOfCharacter();
  // Not by an iterator: a vocabulary has hundreds of thousands of characters.
  return (token) => {
    const bytes = new Uint8Array(token.length);
    for (let i = 0; i < token.length; i++) bytes[i] = byteOf[token.charCodeAt(i)] ?? 0;
    return bytes;
  };
}

/**
 * The alphabet of byte-level BPE (GPT-2), by code point: printable Latin-1 characters stand for
 * themselves, the other bytes, in order, for the code points from 256 on.
 */
function byteOfCharacter(): Uint8Array {
  const byteOf = new Uint8Array(512);
  let next = 256;
  for (let byte = 0; byte < 256; byte++) {
    const printable =
      (byte >= 0x21 && byte <= 0x7e) || (byte >= 0xa1 && byte <= 0xac) || byte >= 0xae;
    byteOf[printable ? byte : next++] = byte;
  }
  return byteOf;
}
