import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { Automaton, type AutomatonOptions, type State } from '../../src/grammar/automaton.js';
import { concat, toLatin1 } from '../../src/grammar/bytes.js';
import type { Matcher } from '../../src/grammar/matcher.js';
import { parse } from '../../src/grammar/parse.js';
import { copy, format } from '../../src/grammar/program.js';
import { fenceIn } from '../arbitraries.js';
import { randomFrom } from './random-walk.js';
import { END, matcherOf, play, tokens } from './trace.js';

const nine = { nLines: 9, fence: { first: 1, last: 9 } };
const middle = { nLines: 20, fence: { first: 3, last: 12 } };

describe('a token stays inside one element', () => {
  test.for([
    ['tags', '<copy‧ lines="‧3-9‧✖"/><‧"/>‧⇉3-9!‧✖<copy‧<gen‧✖>⏎‧>‧x‧✖</gen><‧</gen>‧■'],
    ['a gen, which is not empty', '<‧gen>‧✖</gen>‧x⏎‧</gen>‧✖<gen>‧<copy lines="'],
    ['the end of text, which begins a token', '<gen>‧ x‧✖ </gen>‧ <‧✖/gen>‧/‧gen‧✖>‧x‧</‧gen>‧■'],
    ['a closing tag in two tokens', '<gen>‧x⏎‧</‧gen>‧<copy lines="‧3-9‧"/>‧⇉3-9!'],
    ['a `<` after a newline in one token', '<gen>‧x‧⏎<‧✖/gen>‧/‧gen‧✖>‧x'],
    ['two `<` in one token', '<gen>‧<<‧✖/gen>‧/‧gen‧✖>‧<‧/gen>‧■'],
  ])('%s', ([, trace]) => {
    play(nine, trace!);
  });

  test('text has no CR, no halves of characters at its end, and nothing that reorders it', () => {
    play(nine, '<gen>‧✖\r⏎‧✖\u202e‧é‧</gen>');
    const matcher = play(nine, '<gen>');
    const halves = tokens.length - 4;
    matcher.accept(halves);
    expect(matcher.allows(tokens.length - 2)).toBe(false);
    expect(matcher.allows(0xae)).toBe(false);
    expect(matcher.allows(0x3c)).toBe(false);
    matcher.accept(0xa6);
    expect(matcher.allows(0x3c)).toBe(true);
  });
});

describe('copies', () => {
  test('go forward', () => {
    play(nine, '<copy lines="‧3‧-‧✖2‧5‧"/>‧⇉3-5‧<copy lines="‧✖3‧✖6‧7‧-9‧"/>‧⇉7-9!‧✖<copy‧■‧✖■');
  });

  test('keep the head and the tail whole', () => {
    play(middle, '✖<gen>‧<copy lines="‧✖3-9‧✖12‧1‧✖2‧-‧2‧✖1‧0‧✖0‧"/>‧⇉1-20!‧■');
    play(
      middle,
      '<copy lines="‧1‧-‧5‧"/>‧⇉1-5‧✖■‧<gen>‧x‧✖</gen>‧x⏎‧</gen>‧✖■‧<copy lines="‧1‧✖4‧3‧-‧✖1‧2‧0‧"/>‧⇉13-20!‧✖<gen>‧■',
    );
  });

  test('may go backward inside the fence with allowMoves', () => {
    play(
      { ...nine, allowMoves: true },
      '<copy lines="‧3-9‧"/>‧⇉3-9‧<copy lines="‧1‧-‧2‧"/>‧⇉1-2‧<copy lines="‧✖3‧2',
    );
  });
});

test('the empty program ends at once only where it is allowed', () => {
  play(nine, '✖■');
  play({ ...nine, allowEmpty: true }, '■‧✖<gen>');
  play({ nLines: 0, fence: { first: 1, last: 0 } }, '✖■‧✖<copy‧<gen>‧x‧</gen>‧■');
});

test('boundaries are told to the decoder, also for bytes that are not cut into tokens', () => {
  const matcher = matcherOf(nine);
  const bytes = new TextEncoder().encode('<copy lines="1-2"/><gen>x\n</gen><copy lines="4-9"/>');
  expect(matcher.acceptBytes(bytes)).toEqual([
    { kind: 'copy', lines: { first: 1, last: 2 }, isFinal: false },
    { kind: 'genStart' },
    { kind: 'genEnd' },
    { kind: 'copy', lines: { first: 4, last: 9 }, isFinal: true },
  ]);
  expect(matcher.accept(END)).toEqual({ kind: 'end' });
  expect(matcher.isDone).toBe(true);
});

test('a masked token and an illegal byte are refused', () => {
  const matcher = play(nine, '<gen>');
  expect(() => matcher.accept(END)).toThrow('is masked');
  expect(() => matcher.acceptBytes(Uint8Array.of(0))).toThrow('byte 0 is illegal');
});

test('a fork goes its own way', () => {
  const matcher = play(nine, '<gen>‧x');
  const fork = matcher.fork();
  fork.acceptBytes(new TextEncoder().encode('</gen>'));
  expect([matcher.isInText, fork.isInText]).toEqual([true, false]);
});

/** Tells by the bytes of all tokens alone whether one more is legal: the slow twin of `allows`. */
function isLegal(options: AutomatonOptions, said: readonly number[], token: number): boolean {
  const automaton = new Automaton(options);
  const cuts = new Set([0]);
  const bytes: number[] = [];
  for (const id of [...said, token]) {
    if (id === END || (tokens[id]?.length ?? 0) === 0) continue;
    bytes.push(...tokens[id]!);
    cuts.add(bytes.length);
  }
  let state: State | undefined = automaton.initial();
  for (let at = 0; at < bytes.length; at++) {
    const next = automaton.next(state, bytes[at]!);
    if (!next) return false;
    // An element has ended, or text has begun, or text has ended where `</gen>` begins.
    if (automaton.isBoundary(next) && !cuts.has(at + 1)) return false;
    if (state.at === 'text' && next.at === 'between' && !cuts.has(at + 1 - '</gen>'.length))
      return false;
    state = next;
  }
  return token !== END || automaton.isAccepting(state);
}

function isSet(mask: Uint32Array, token: number): boolean {
  return ((mask[token >>> 5]! >>> (token & 31)) & 1) === 1;
}

/** Accepts random tokens out of the mask, those of more than one byte more often. */
function randomTokens(matcher: Matcher, random: () => number, count: number): number[] {
  const said: number[] = [];
  for (let n = 0; n < count && !matcher.isDone; n++) {
    const mask = matcher.mask();
    const allowed = tokens.map((_, id) => id).filter((id) => isSet(mask, id));
    const words = allowed.filter((id) => id >= 256 && id !== END);
    const from = words.length > 0 && random() < 0.7 ? words : allowed;
    const token = from[Math.floor(random() * from.length)]!;
    matcher.accept(token);
    said.push(token);
  }
  return said;
}

const cases = fc
  .record({ nLines: fc.nat(30), allowMoves: fc.boolean(), allowEmpty: fc.boolean() })
  .chain((record) => fenceIn(record.nLines).map((fence) => ({ ...record, fence })));

test('the cached mask equals every token tried byte by byte on the automaton', () => {
  fc.assert(
    fc.property(cases, fc.nat(), (options, seed) => {
      const matcher = matcherOf(options);
      const random = randomFrom(seed);
      const said: number[] = [];
      for (let n = 0; n < 12 && !matcher.isDone; n++) {
        const mask = matcher.mask();
        tokens.forEach((_, id) => {
          const expected = isLegal(options, said, id);
          if (isSet(mask, id) !== expected || matcher.allows(id) !== expected) {
            expect.fail(`token ${id} after ${said.join(' ')}: expected ${expected}`);
          }
        });
        expect(matcher.fork().mask()).toBe(mask);
        said.push(...randomTokens(matcher, random, 1));
      }
    }),
    { numRuns: 60 },
  );
});

test('random tokens and the shortest end give a canonical program', () => {
  fc.assert(
    fc.property(cases, fc.nat(), fc.nat(60), (options, seed, count) => {
      const matcher = matcherOf(options);
      const said = randomTokens(matcher, randomFrom(seed), count);
      const closing = matcher.closing();
      matcher.acceptBytes(closing);
      expect(matcher.isDone || matcher.isAccepting()).toBe(true);
      const text = concat([...said.map((id) => tokens[id] ?? new Uint8Array()), closing]);
      expect(toLatin1(format(parse(text)))).toBe(toLatin1(text));
    }),
    { numRuns: 300 },
  );
});

test('a program that is forced from its start is said without the model', () => {
  const matcher = matcherOf({ nLines: 3, fence: { first: 4, last: 3 } });
  const forced = matcher.forced();
  matcher.acceptBytes(forced);
  expect(parse(forced)).toEqual([copy(1, 3)]);
  expect(matcher.isAccepting()).toBe(true);
  matcher.acceptBytes(new TextEncoder().encode('<gen>x</gen>'));
  expect(matcher.accept(END)).toEqual({ kind: 'end' });
});
