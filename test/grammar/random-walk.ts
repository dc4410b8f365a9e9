// Random programs of an automaton, byte by byte.
import type { Automaton, State } from '../../src/grammar/automaton.js';

/** Gives numbers in [0, 1), the same for the same seed (a linear congruential generator). */
export function randomFrom(seed: number): () => number {
  let state = (seed ^ 0x5deece66) >>> 0;
  return () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state / 2 ** 32;
  };
}

/** Says up to `budget` random bytes; half of them among the bytes of tags, so that elements end. */
export function walk(automaton: Automaton, random: () => number, budget: number) {
  const bytes: number[] = [];
  let state: State = automaton.initial();
  while (bytes.length < budget) {
    const allowed = allBytes.filter((byte) => automaton.next(state, byte));
    const tags = allowed.filter((byte) => TAG_BYTES.has(byte));
    const from = tags.length > 0 && random() < 0.7 ? tags : allowed;
    if (from.length === 0 || (automaton.isAccepting(state) && random() < 0.1)) break;
    const byte = from[Math.floor(random() * from.length)]!;
    bytes.push(byte);
    state = automaton.next(state, byte)!;
    for (const more of inText(state) && random() < 0.15 ? CLOSE : []) {
      const next = automaton.next(state, more);
      if (!next) break;
      bytes.push(more);
      state = next;
    }
  }
  return { bytes: Uint8Array.from(bytes), state };
}

const allBytes = Array.from({ length: 256 }, (_, byte) => byte);
const encode = (text: string) => new TextEncoder().encode(text);
const CLOSE = encode('\n</gen>');
const TAG_BYTES = new Set(encode('<copy lines="0123456789-"/><gen></gen>\n'));
const inText = (state: State) => state.at === 'text';
