// Text of a program, perhaps written by another model, -> Program.
import { UsageError } from '../errors.js';
import { fromLatin1, toLatin1 } from './bytes.js';
import {
  type Copy,
  canonical,
  copy,
  GEN_CLOSE,
  GEN_OPEN,
  type Gen,
  gen,
  type Program,
  unescapeGen,
} from './program.js';

/** The text is not a program. The message ends with the line in question and a caret below it. */
export class ParseError extends UsageError {
  /** Offset in bytes of the place that the caret points to. */
  readonly offset: number;

  constructor(message: string, text: string, offset: number) {
    super(`${message}\n${frame(text, offset)}`);
    this.offset = offset;
  }
}

const SPACE = /[ \t\r\n]*/y;
const COPY = /<copy lines="([1-9]\d{0,14})-([1-9]\d{0,14})"\/>/y;

/**
 * Reads a program; the inverse of `format`.
 *
 * White space between elements is skipped, and neighbours that could be one element are merged, so
 * the result is always canonical. Whether the lines exist is for `resolve` to say.
 * Throws a ParseError.
 */
export function parse(text: Uint8Array): Program {
  const chars = toLatin1(text);
  const elements: (Copy | Gen)[] = [];
  for (let at = skipSpace(chars, 0); at < chars.length; at = skipSpace(chars, at)) {
    const { element, end } = chars.startsWith(GEN_OPEN, at)
      ? parseGen(chars, at)
      : parseCopy(chars, at);
    elements.push(element);
    at = end;
  }
  return canonical(elements);
}

interface Parsed {
  element: Copy | Gen;
  end: number;
}

function skipSpace(chars: string, at: number): number {
  SPACE.lastIndex = at;
  SPACE.test(chars);
  return SPACE.lastIndex;
}

function parseGen(chars: string, at: number): Parsed {
  const start = at + GEN_OPEN.length;
  const end = chars.indexOf(GEN_CLOSE, start);
  if (end === -1) throw new ParseError('This `<gen>` has no `</gen>`.', chars, at);
  const content = unescapeGen(fromLatin1(chars.slice(start, end)));
  return { element: gen(content), end: end + GEN_CLOSE.length };
}

function parseCopy(chars: string, at: number): Parsed {
  COPY.lastIndex = at;
  const [tag, ...numbers] = COPY.exec(chars) ?? [];
  if (tag === undefined) {
    throw new ParseError('Expected `<copy lines="i-j"/>` or `<gen>` here.', chars, at);
  }
  const [first = 0, last = 0] = numbers.map(Number);
  if (last < first) {
    throw new ParseError(`The range \`${first}-${last}\` ends before it starts.`, chars, at);
  }
  return { element: copy(first, last), end: at + tag.length };
}

const FRAME_WIDTH = 60;

/** Shows the line around `offset` with a caret below it, on a screen's width. */
function frame(chars: string, offset: number): string {
  const start = chars.lastIndexOf('\n', offset - 1) + 1;
  const end = chars.indexOf('\n', offset);
  const left = visible(chars.slice(Math.max(start, offset - FRAME_WIDTH / 2), offset));
  const right = visible(
    chars.slice(offset, Math.min(end === -1 ? chars.length : end, offset + FRAME_WIDTH)),
  );
  const number = String(chars.slice(0, start).split('\n').length);
  const gutter = ' '.repeat(number.length);
  return `  ${number} | ${left}${right}\n  ${gutter} | ${' '.repeat([...left].length)}^`;
}

function visible(chars: string): string {
  return new TextDecoder().decode(fromLatin1(chars)).replace(/[\p{Cc}\p{Cf}]/gu, ' ');
}
