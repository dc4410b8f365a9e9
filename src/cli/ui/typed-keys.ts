// Keys that came so quickly, or were held for so long, that the terminal gave them in one piece.

import type { Key } from './ink.js';

export interface TypedKey {
  readonly input: string;
  readonly key: Key;
}

/** Control characters, but for the white space that pasted text may hold. */
const CONTROL = /((?![\t\r\n])\p{Cc})/u;

/** Takes the keys with Ctrl, and backspace, out of what was typed at once; text stays in one piece. */
export function typedKeys(input: string, key: Key): TypedKey[] {
  if (key.ctrl || key.meta || input.length < 2) return [{ input, key }];
  return input
    .split(CONTROL)
    .filter((piece) => piece !== '')
    .map((piece) => (CONTROL.test(piece) ? controlKey(piece, key) : { input: piece, key }));
}

function controlKey(control: string, key: Key): TypedKey {
  if (control === '\u007f') return { input: '', key: { ...key, delete: true } };
  if (control === '\b') return { input: '', key: { ...key, backspace: true } };
  const letter = String.fromCharCode(control.charCodeAt(0) + 'a'.charCodeAt(0) - 1);
  return { input: letter, key: { ...key, ctrl: true } };
}
