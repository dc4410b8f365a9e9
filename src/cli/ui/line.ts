// One line of text under edit: the keys that shells have.

import type { Key } from './ink.js';

export interface Line {
  readonly text: string;
  /** Offset in UTF-16 units that the next character goes to. */
  readonly cursor: number;
}

/** A line with the cursor at its end. */
export function lineOf(text: string): Line {
  return { text, cursor: text.length };
}

/** Applies one key; keys without a meaning here leave the line as it is. */
export function editLine(line: Line, input: string, key: Key): Line {
  const { text, cursor } = line;
  if (key.leftArrow || (key.ctrl && input === 'b')) return { text, cursor: left(line) };
  if (key.rightArrow || (key.ctrl && input === 'f')) return { text, cursor: right(line) };
  if (key.home || (key.ctrl && input === 'a')) return { text, cursor: 0 };
  if (key.end || (key.ctrl && input === 'e')) return lineOf(text);
  // Terminals send DEL for the backspace key, which Ink calls `delete`.
  if (key.backspace || key.delete) return cut(line, left(line));
  if (key.ctrl && input === 'u') return cut(line, 0);
  if (key.ctrl && input === 'w') return cut(line, wordStart(line));
  if (key.ctrl && input === 'k') return lineOf(text.slice(0, cursor));
  if (key.ctrl || key.meta || key.escape || key.tab) return line;
  const typed = input.replaceAll(/[\t\r\n]+/g, ' ').replaceAll(/\p{Cc}/gu, '');
  return {
    text: text.slice(0, cursor) + typed + text.slice(cursor),
    cursor: cursor + typed.length,
  };
}

/** Where Enter stands in text that comes at once, or -1: only at its end, since a paste may have lines. */
export function enterAt(input: string): number {
  return input.endsWith('\r') ? input.length - 1 : -1;
}

function cut({ text, cursor }: Line, from: number): Line {
  return { text: text.slice(0, from) + text.slice(cursor), cursor: from };
}

function left({ text, cursor }: Line): number {
  return cursor - (Array.from(text.slice(0, cursor)).at(-1)?.length ?? 0);
}

function right({ text, cursor }: Line): number {
  return cursor + (Array.from(text.slice(cursor))[0]?.length ?? 0);
}

function wordStart({ text, cursor }: Line): number {
  return text.slice(0, cursor).search(/\S*\s*$/);
}
