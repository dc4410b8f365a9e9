// Patch text for a terminal: safe to show, and coloured as git colours it.

import { printable } from './printable.js';

const BOLD = '1';
const RED = '31';
const GREEN = '32';
const CYAN = '36';

/** Gives a patch as text that a terminal may show. Not for `git apply`: tabs and controls change. */
export function paintedPatch(patch: Uint8Array, color: boolean): string {
  const lines = new TextDecoder().decode(patch).split('\n');
  if (lines.at(-1) === '') lines.pop();
  return lines.map((line) => `${color ? painted(line) : printable(line)}\n`).join('');
}

function painted(line: string): string {
  const style = styleOf(line);
  return style ? `\u001b[${style}m${printable(line)}\u001b[0m` : printable(line);
}

function styleOf(line: string): string | undefined {
  if (/^(diff --git|index|--- |\+\+\+ )/.test(line)) return BOLD;
  if (line.startsWith('@@')) return CYAN;
  if (line.startsWith('+')) return GREEN;
  return line.startsWith('-') ? RED : undefined;
}
