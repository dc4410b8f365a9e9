// Text of files and models made safe to show on a terminal.

/** Control characters, and the invisible ones that reorder what is shown. */
const UNSAFE = /[\p{Cc}\u061c\u200b\u200e\u200f\u2028-\u202e\u2060-\u2069\ufeff]/gu;
const TAB = '    ';

/**
 * Decodes bytes and shows what a terminal would obey or hide: `ESC` as `␛`, U+202E as `<U+202E>`.
 * Tabs become spaces; line endings are left out.
 */
export function printable(line: Uint8Array | string): string {
  const text =
    typeof line === 'string' ? line : new TextDecoder('utf-8', { ignoreBOM: true }).decode(line);
  return text
    .replace(/\r?\n$/, '')
    .replaceAll('\t', TAB)
    .replaceAll(UNSAFE, picture);
}

function picture(character: string): string {
  const code = character.codePointAt(0)!;
  if (code < 0x20) return String.fromCodePoint(0x2400 + code);
  if (code === 0x7f) return '␡';
  return `<U+${code.toString(16).toUpperCase().padStart(4, '0')}>`;
}
