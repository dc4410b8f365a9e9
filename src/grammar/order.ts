// Which elements may follow which: the language above the level of bytes.
import { assert } from '../errors.js';
import { contains } from './numbers.js';
import type { LineRange } from './source.js';

/** The file that a program is about, and what the program may do to it. */
export interface AutomatonOptions {
  readonly nLines: number;
  /** The lines that may change; `last` may be `first - 1`, then text can only be inserted there. */
  readonly fence: LineRange;
  /** Copies inside the fence may come in any order, and more than once. @default false */
  readonly allowMoves?: boolean;
  /** The empty program, which stands for the empty file, is accepted. @default false */
  readonly allowEmpty?: boolean;
}

/** What stands before a place between two elements; `openGen` is a gen that lacks a final newline. */
export type Previous = 'start' | 'copy' | 'gen' | 'openGen';

/** A place between two elements. */
export interface Place {
  readonly after: Previous;
  /** The lines of the latest copy; 0-0 before any. */
  readonly copied: LineRange;
}

/**
 * Says what may come at each place of a canonical program with a fence.
 *
 * Lines before the fence are its *head*, lines after it its *tail*. Canonical form merges a copy of
 * the head with a copy that continues it, and the tail likewise. So the first element of a program
 * with a head is `1-k` with k at least the last line of the head, and the last element of a program
 * with a tail is `k-N` with k at most the first line of the tail.
 */
export class Order {
  readonly nLines: number;
  readonly #fence: LineRange;
  readonly #hasHead: boolean;
  /** Whether the program has to end with a copy. */
  readonly hasTail: boolean;
  readonly #allowMoves: boolean;
  readonly #allowEmpty: boolean;
  /** The highest number that a copy may start with. */
  readonly #lastStart: number;

  constructor({ nLines, fence, allowMoves = false, allowEmpty = false }: AutomatonOptions) {
    const { first, last } = fence;
    assert(
      first >= 1 && last <= nLines && last >= first - 1,
      `fence ${first}-${last} is not in a file of ${nLines} lines`,
    );
    this.nLines = nLines;
    this.#fence = fence;
    this.#hasHead = first > 1;
    this.hasTail = last < nLines;
    this.#allowMoves = allowMoves;
    this.#allowEmpty = allowEmpty;
    this.#lastStart = this.hasTail ? last + 1 : last;
  }

  /** Tells whether the program may end here. */
  mayEnd(place: Place): boolean {
    if (this.hasTail) return this.#hasCopiedTail(place);
    return place.after !== 'start' || (this.#allowEmpty && !this.#hasHead);
  }

  mayGen(place: Place): boolean {
    if (place.after === 'start') return !this.#hasHead;
    return place.after === 'copy' && !this.#hasCopiedTail(place);
  }

  mayCopy(place: Place): boolean {
    return this.starts(place).some(({ first, last }) => first <= last);
  }

  /** The lines that a copy may start with here. */
  starts(place: Place): LineRange[] {
    const last = this.#lastStart;
    if (place.after === 'start' && this.#hasHead) return [{ first: 1, last: 1 }];
    if (place.after === 'openGen' || this.#hasCopiedTail(place)) return [];
    const first = this.#nextStart(place);
    if (!this.#allowMoves) return [{ first, last }];
    if (place.after !== 'copy') return [{ first: this.#fence.first, last }];
    return [
      { first: this.#fence.first, last: place.copied.last },
      { first, last },
    ];
  }

  /** The lines that a copy may end with, given the line that it starts with. */
  ends(place: Place, start: number): LineRange[] {
    const isHead = place.after === 'start' && this.#hasHead;
    const ends = [{ first: isHead ? this.#fence.first - 1 : start, last: this.#fence.last }];
    if (this.hasTail) ends.push({ first: this.nLines, last: this.nLines });
    return ends;
  }

  /** The longest copy to the end of the file that may come here, if there is one. */
  rest(place: Place): LineRange | undefined {
    const first = this.#nextStart(place);
    const isLegal = contains(this.starts(place), first);
    return isLegal ? { first, last: this.nLines } : undefined;
  }

  /** Tells whether nothing but generated text and the end can come after this place. */
  isFinal(place: Place): boolean {
    return place.copied.last === this.nLines && (this.hasTail || !this.#allowMoves);
  }

  /** A copy right after another must leave out a line, since one copy could say both. */
  #nextStart({ after, copied }: Place): number {
    return copied.last + (after === 'copy' ? 2 : 1);
  }

  #hasCopiedTail({ copied }: Place): boolean {
    return this.hasTail && copied.last === this.nLines;
  }
}
