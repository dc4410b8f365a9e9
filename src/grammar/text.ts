// Generated text and its closing tag, byte by byte: the inside of `<gen>`.
import { GEN_CLOSE } from './program.js';
import { isForbidden, nextUtf8, type Utf8State } from './utf8.js';

/** Where generated text stands. */
export interface Text {
  readonly utf8: Utf8State;
  /** What stands before a closing tag that has perhaps begun: nothing, whole lines, or an open line. */
  readonly content: 'none' | 'lines' | 'open';
  /** How many bytes of `</gen>` the latest bytes are. */
  readonly nClosing: number;
  /** Whether those bytes may go on to close the text. */
  readonly mayClose: boolean;
}

const LF = 0x0a;
const LESS_THAN = 0x3c;
const LAST_OF_CLOSE = GEN_CLOSE.length - 1;

export const EMPTY_TEXT: Text = { utf8: 0, content: 'none', nClosing: 0, mayClose: false };

/**
 * Gives the text after `byte`, `'closed'` after the last byte of `</gen>`, or undefined where the
 * byte is illegal. Text may never be empty; it may lack a final newline where `mayStayOpen`.
 */
export function nextText(
  text: Text,
  byte: number,
  mayStayOpen: boolean,
): Text | 'closed' | undefined {
  if (isForbidden(text.utf8, byte)) return undefined;
  const utf8 = nextUtf8(text.utf8, byte);
  if (utf8 === undefined) return undefined;
  if (byte === LESS_THAN) return beginClosing(text, mayStayOpen);
  if (text.nClosing > 0 && byte === GEN_CLOSE.charCodeAt(text.nClosing)) {
    if (text.nClosing < LAST_OF_CLOSE) return { ...text, nClosing: text.nClosing + 1 };
    return text.mayClose ? 'closed' : undefined;
  }
  const content = byte === LF ? 'lines' : 'open';
  const isSame = content === text.content && utf8 === text.utf8 && text.nClosing === 0;
  return isSame ? text : { utf8, content, nClosing: 0, mayClose: false };
}

function beginClosing(text: Text, mayStayOpen: boolean): Text {
  const content = text.nClosing > 0 ? 'open' : text.content;
  const mayClose = content === 'lines' || (content === 'open' && mayStayOpen);
  return { utf8: 0, content, nClosing: 1, mayClose };
}

/**
 * Gives the text in which a closing tag can't be completed from a `<` just read: for a token that
 * has other bytes before it, since no token may hold both text and a part of the closing tag.
 */
export function withoutClosing(text: Text): Text {
  return text.nClosing === 1 && text.mayClose ? { ...text, mayClose: false } : text;
}

/** Gives the next bytes on the shortest way to the end of the text. */
export function towardsClose(text: Text, mayStayOpen: boolean): string {
  if (text.utf8 !== 0) return String.fromCharCode(anyContinuation(text.utf8));
  if (text.nClosing > 0 && text.mayClose) return GEN_CLOSE.slice(text.nClosing);
  return beginClosing(text, mayStayOpen).mayClose ? GEN_CLOSE : '\n';
}

function anyContinuation(utf8: Utf8State): number {
  let byte = 0x80;
  while (nextUtf8(utf8, byte) === undefined || isForbidden(utf8, byte)) byte++;
  return byte;
}
