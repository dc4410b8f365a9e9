// The language: what a model may say, as data and as text.
import { concat, fromLatin1, toLatin1 } from './bytes.js';
import type { LineRange } from './source.js';

/** Keeps lines of the source as they are. */
export interface Copy {
  readonly kind: 'copy';
  readonly lines: LineRange;
}

/** New bytes. They own their newlines: nothing is added around them. */
export interface Gen {
  readonly kind: 'gen';
  readonly bytes: Uint8Array;
}

/** The elements of a new file in order. The empty program means the empty file. */
export type Program = readonly (Copy | Gen)[];

export const COPY_OPEN = '<copy lines="';
export const COPY_CLOSE = '"/>';
export const GEN_OPEN = '<gen>';
export const GEN_CLOSE = '</gen>';

/** Makes a copy of lines `first` to `last`, 1-based and inclusive. */
export function copy(first: number, last: number): Copy {
  return { kind: 'copy', lines: { first, last } };
}

/** Makes a gen of bytes, or of text as UTF-8. */
export function gen(content: Uint8Array | string): Gen {
  const bytes = typeof content === 'string' ? new TextEncoder().encode(content) : content;
  return { kind: 'gen', bytes };
}

/**
 * Writes a program as text, in canonical form; `parse` is its inverse.
 *
 * @example format([copy(1, 2), gen('x\n')]) // <copy lines="1-2"/><gen>x\n</gen>
 */
export function format(program: Program): Uint8Array {
  return concat(canonical(program).map(formatElement));
}

function formatElement(element: Copy | Gen): Uint8Array {
  if (element.kind === 'copy') {
    const { first, last } = element.lines;
    return fromLatin1(`${COPY_OPEN}${first}-${last}${COPY_CLOSE}`);
  }
  return concat([fromLatin1(GEN_OPEN), escapeGen(element.bytes), fromLatin1(GEN_CLOSE)]);
}

/**
 * Makes bytes safe inside `<gen>`: each `</gen>`, with any number of backslashes after its `<`, gets
 * one backslash more.
 *
 * @example escapeGen('</gen> <\/gen>') // '<\/gen> <\\/gen>'
 */
export function escapeGen(bytes: Uint8Array): Uint8Array {
  return fromLatin1(toLatin1(bytes).replace(/<(\\*)\/gen>/g, '<\\$1/gen>'));
}

/** The inverse of `escapeGen`. */
export function unescapeGen(bytes: Uint8Array): Uint8Array {
  return fromLatin1(toLatin1(bytes).replace(/<\\(\\*)\/gen>/g, '<$1/gen>'));
}

/** Gives the one program with the same meaning that has no empty element and no two neighbours that could be one. */
export function canonical(program: Program): Program {
  const merged: (Copy | Gen)[] = [];
  for (const element of program) {
    if (isEmpty(element)) continue;
    const joined = join(merged.at(-1), element);
    if (joined) merged.pop();
    merged.push(joined ?? element);
  }
  return merged;
}

function isEmpty(element: Copy | Gen): boolean {
  return element.kind === 'gen'
    ? element.bytes.length === 0
    : element.lines.last < element.lines.first;
}

/** Gives the one element that stands for two neighbours, if there is one. */
function join(left: Copy | Gen | undefined, right: Copy | Gen): Copy | Gen | undefined {
  if (left?.kind === 'gen' && right.kind === 'gen') return gen(concat([left.bytes, right.bytes]));
  if (left?.kind !== 'copy' || right.kind !== 'copy') return undefined;
  const follows = left.lines.last + 1 === right.lines.first;
  return follows ? copy(left.lines.first, right.lines.last) : undefined;
}
