// Bytes that are not UTF-8, in lines that a model saw with U+FFFD in their place.
import { concat } from '../grammar/bytes.js';
import { nextUtf8 } from '../grammar/utf8.js';

const REPLACEMENT = '\ufffd';

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
  const isSame = new TextDecoder('utf-8', { ignoreBOM: true }).decode(restored) === text;
  return isSame ? restored : new TextEncoder().encode(text);
}

/** Finds what `TextDecoder` shows as U+FFFD: each longest start of a character that is not one, and U+FFFD itself. */
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
    else if (next === 0 && isReplacement(bytes.subarray(start, at)))
      odd.push(bytes.subarray(start, at));
    state = next ?? 0;
    if (state === 0) start = at;
  }
  if (start < bytes.length) odd.push(bytes.subarray(start));
  return odd;
}

function isReplacement(char: Uint8Array): boolean {
  return char.length === 3 && char[0] === 0xef && char[1] === 0xbf && char[2] === 0xbd;
}
