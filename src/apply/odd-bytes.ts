// What a model saw as U+FFFD in a line: bytes that are not UTF-8, and characters it may not write.
import { concat } from '../grammar/bytes.js';
import { Source } from '../grammar/source.js';
import { isForbidden, nextUtf8 } from '../grammar/utf8.js';

const REPLACEMENT = '\ufffd';
const LF = 0x0a;
const CR = 0x0d;

/**
 * Writes text as UTF-8, with the bytes that its U+FFFD stand for in the lines that it replaces.
 *
 * That is known where both hold equally many and stay apart; elsewhere U+FFFD is written as it is.
 *
 * @example restoreOddBytes('b�', latin1('a\xe9')) // the bytes of latin1('b\xe9')
 */
export function restoreOddBytes(text: string, replaced: Uint8Array): Uint8Array {
  const pieces = text.split(REPLACEMENT).map((piece) => new TextEncoder().encode(piece));
  const odd = pieces.length === 1 ? [] : oddBytes(replaced);
  if (odd.length !== pieces.length - 1) return new TextEncoder().encode(text);
  const restored = concat(
    pieces.flatMap((piece, at) => (at === 0 ? [piece] : [odd[at - 1]!, piece])),
  );
  // Side by side, odd bytes may make a character, even one that no text may hold.
  return shown(restored) === text ? restored : new TextEncoder().encode(text);
}

function shown(bytes: Uint8Array): string {
  // An empty first line keeps a BOM from being taken for that of the file.
  const source = new Source(concat([Uint8Array.of(LF), bytes]));
  return Array.from({ length: source.nLines - 1 }, (_, at) => source.shown(at + 2)).join('');
}

/**
 * Finds what `Source.shown` shows as U+FFFD: each longest start of a character that is not one,
 * forbidden characters, and U+FFFD itself.
 */
export function oddBytes(bytes: Uint8Array): Uint8Array[] {
  const odd: Uint8Array[] = [];
  let start = 0;
  let state = 0;
  for (let at = 0; at < bytes.length; ) {
    const next = nextUtf8(state, bytes[at]!);
    const isBroken = next === undefined;
    // The byte that breaks a character is read again, as the first of another.
    if (!isBroken || at === start) at++;
    if (isBroken) odd.push(bytes.subarray(start, at));
    else if (next === 0 && isShownAsReplacement(bytes, start, at))
      odd.push(bytes.subarray(start, at));
    state = next ?? 0;
    if (state === 0) start = at;
  }
  if (start < bytes.length) odd.push(bytes.subarray(start));
  return odd;
}

function isShownAsReplacement(bytes: Uint8Array, start: number, end: number): boolean {
  if (bytes[start] === CR) return bytes[end] !== LF;
  let state = 0;
  for (let at = start; at < end; at++) {
    if (isForbidden(state, bytes[at]!)) return true;
    state = nextUtf8(state, bytes[at]!)!;
  }
  return bytes.subarray(start, end).join() === '239,191,189';
}
