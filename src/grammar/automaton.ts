// Byte by byte, what a program for one file and fence may say. Accepts canonical programs only.
import { fromLatin1 } from './bytes.js';
import { addDigit, contains, missingDigits, smallest } from './numbers.js';
import { type AutomatonOptions, Order, type Place } from './order.js';
import { COPY_CLOSE, COPY_OPEN, GEN_OPEN } from './program.js';
import type { LineRange } from './source.js';
import { EMPTY_TEXT, nextText, type Text, towardsClose } from './text.js';

export type { AutomatonOptions } from './order.js';

/** Between two elements. */
interface Between extends Place {
  readonly at: 'between';
}

/** In an opening tag, of which `said` is written. */
interface InTag {
  readonly at: 'tag';
  readonly place: Place;
  readonly said: string;
}

/** In the first number of a copy; `first` is 0 before its first digit. */
interface InFirst {
  readonly at: 'first';
  readonly place: Place;
  readonly first: number;
}

/** In the second number of a copy; `last` is 0 before its first digit. */
interface InLast {
  readonly at: 'last';
  readonly place: Place;
  readonly first: number;
  readonly last: number;
}

/** In the end of a copy, of which `said` is written. */
interface InCopyClose {
  readonly at: 'copyClose';
  readonly lines: LineRange;
  readonly said: string;
}

/** In generated text, its closing tag included. */
interface InText {
  readonly at: 'text';
  readonly place: Place;
  readonly text: Text;
}

/** An immutable value; `at` tells where in the language it stands. */
export type State = Between | InTag | InFirst | InLast | InCopyClose | InText;

const NO_LINES: LineRange = { first: 0, last: 0 };

/**
 * Recognises the canonical programs for a file of N lines, as pure steps from state to state.
 *
 * Numbers are cut digit by digit to those that are in range, not backward, and whole with the
 * forced head and tail, so a wrong copy can't be said. From every state an accepting one can be
 * reached: `closing` says how.
 */
export class Automaton {
  readonly #order: Order;

  constructor(options: AutomatonOptions) {
    this.#order = new Order(options);
  }

  initial(): State {
    return { at: 'between', after: 'start', copied: NO_LINES };
  }

  /** Gives the state after `byte`, or undefined where no program goes on so. */
  next(state: State, byte: number): State | undefined {
    switch (state.at) {
      case 'between':
        return this.#openTag(state, String.fromCharCode(byte));
      case 'tag':
        return this.#openTag(state.place, state.said + String.fromCharCode(byte));
      case 'first':
        return this.#nextInFirst(state, byte);
      case 'last':
        return this.#nextInLast(state, byte);
      case 'copyClose':
        return closeCopy(state.lines, state.said + String.fromCharCode(byte));
      case 'text':
        return this.#nextInText(state, byte);
    }
  }

  isAccepting(state: State): boolean {
    return state.at === 'between' && this.#order.mayEnd(state);
  }

  /** Tells whether a tag has just been completed: a place that no token may cross. */
  isBoundary(state: State): boolean {
    return state.at === 'between' || (state.at === 'text' && state.text === EMPTY_TEXT);
  }

  /** Tells whether only generated text and the end can come after the latest copy. */
  isFinal(place: Place): boolean {
    return this.#order.isFinal(place);
  }

  /**
   * Gives a string that is equal only for states from which the same bytes lead to the next
   * boundary. States in text have few keys, since line numbers don't matter there.
   */
  key(state: State): string {
    switch (state.at) {
      case 'between':
        return `between ${placeKey(state)}`;
      case 'tag':
        return `${state.said} ${placeKey(state.place)}`;
      case 'first':
        return `first ${state.first} ${placeKey(state.place)}`;
      case 'last':
        return `last ${state.first}-${state.last} ${placeKey(state.place)}`;
      case 'copyClose':
        return state.said;
      case 'text': {
        const { utf8, content, nClosing, mayClose } = state.text;
        return `text ${utf8} ${content} ${nClosing} ${mayClose}`;
      }
    }
  }

  /** Gives the bytes that have no alternative from here on; they may end in the middle of a tag. */
  forced(state: State): Uint8Array {
    const forced: number[] = [];
    for (let at = state; !this.isAccepting(at); ) {
      const [byte, another] = this.#nextBytes(at);
      if (byte === undefined || another !== undefined) break;
      forced.push(byte);
      at = this.next(at, byte)!;
    }
    return Uint8Array.from(forced);
  }

  /** The first two bytes that may come next. */
  #nextBytes(state: State): number[] {
    const bytes: number[] = [];
    for (let byte = 0; byte < 256 && bytes.length < 2; byte++) {
      if (this.next(state, byte)) bytes.push(byte);
    }
    return bytes;
  }

  /**
   * Gives a short way to an accepting state: closes an open gen, after a newline where one is
   * needed, then copies the rest of the file as far as that is canonical: right after a copy, the
   * line that would continue it is lost.
   */
  closing(state: State): Uint8Array {
    let said = '';
    let at = state;
    for (let more = this.#towardsEnd(at); more !== ''; more = this.#towardsEnd(at)) {
      said += more;
      for (const byte of fromLatin1(more)) at = this.next(at, byte)!;
    }
    return fromLatin1(said);
  }

  #openTag(place: Place, said: string): State | undefined {
    if (COPY_OPEN.startsWith(said) && this.#order.mayCopy(place)) {
      return said === COPY_OPEN ? { at: 'first', place, first: 0 } : { at: 'tag', place, said };
    }
    if (GEN_OPEN.startsWith(said) && this.#order.mayGen(place)) {
      return said === GEN_OPEN
        ? { at: 'text', place, text: EMPTY_TEXT }
        : { at: 'tag', place, said };
    }
    return undefined;
  }

  #nextInFirst({ place, first }: InFirst, byte: number): State | undefined {
    const starts = this.#order.starts(place);
    if (byte === 0x2d) {
      return contains(starts, first) ? { at: 'last', place, first, last: 0 } : undefined;
    }
    const longer = addDigit(first, byte, starts);
    return longer === undefined ? undefined : { at: 'first', place, first: longer };
  }

  #nextInLast({ place, first, last }: InLast, byte: number): State | undefined {
    const ends = this.#order.ends(place, first);
    if (byte === 0x22) {
      return contains(ends, last) ? closeCopy({ first, last }, '"') : undefined;
    }
    const longer = addDigit(last, byte, ends);
    return longer === undefined ? undefined : { at: 'last', place, first, last: longer };
  }

  #nextInText(state: InText, byte: number): State | undefined {
    const { place } = state;
    const text = nextText(state.text, byte, !this.#order.hasTail);
    if (text === 'closed') {
      const after = state.text.content === 'open' ? 'openGen' : 'gen';
      return { at: 'between', after, copied: place.copied };
    }
    if (text === state.text) return state;
    return text && { at: 'text', place, text };
  }

  /** The next bytes on the way that `closing` takes; none at its end. */
  #towardsEnd(state: State): string {
    switch (state.at) {
      case 'between': {
        const rest = this.#order.rest(state);
        if (rest) return `${COPY_OPEN}${rest.first}-${rest.last}${COPY_CLOSE}`;
        return this.isAccepting(state) ? '' : GEN_OPEN;
      }
      case 'tag': {
        const isCopy = COPY_OPEN.startsWith(state.said) && this.#order.mayCopy(state.place);
        return (isCopy ? COPY_OPEN : GEN_OPEN).slice(state.said.length);
      }
      case 'first':
        return `${missingDigits(state.first, smallest(this.#order.starts(state.place), state.first)!)}-`;
      case 'last':
        return `${missingDigits(state.last, this.#farthestEnd(state))}"`;
      case 'copyClose':
        return COPY_CLOSE.slice(state.said.length);
      case 'text': {
        // An open line can't be followed by a copy of the rest.
        const rest = this.#order.rest({ ...state.place, after: 'gen' });
        return towardsClose(state.text, !this.#order.hasTail && rest === undefined);
      }
    }
  }

  /** The last line of the file if the digits said so far allow it, which every copy may end with. */
  #farthestEnd({ place, first, last }: InLast): number {
    const { nLines } = this.#order;
    const isReachable = last === 0 || String(nLines).startsWith(String(last));
    return isReachable ? nLines : smallest(this.#order.ends(place, first), last)!;
  }
}

function placeKey({ after, copied }: Place): string {
  return `${after} ${copied.last}`;
}

function closeCopy(lines: LineRange, said: string): State | undefined {
  if (said === COPY_CLOSE) return { at: 'between', after: 'copy', copied: lines };
  return COPY_CLOSE.startsWith(said) ? { at: 'copyClose', lines, said } : undefined;
}
