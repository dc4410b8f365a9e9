// A toy vocabulary, and a one-line notation for what a matcher allows.
import { expect } from 'vitest';
import { Automaton, type AutomatonOptions } from '../../src/grammar/automaton.js';
import { Matcher } from '../../src/grammar/matcher.js';
import { VocabularyTrie } from '../../src/grammar/trie.js';

const WORDS = [
  ...['<copy', '<copy lines="', ' lines="', 'copy', '3-9', '12', '-9', '"/>', '/>', '"/><', '="1'],
  ...[
    '<gen',
    '<gen>',
    'gen>',
    '<gen>\n',
    '>\n',
    'gen',
    '</',
    '</gen>',
    '</gen',
    '/gen>',
    '</gen><',
  ],
  ...[
    'x',
    ' x',
    'x\n',
    '\n\n',
    '\n<',
    ' <',
    ' </gen>',
    '<<',
    '< b',
    '\\/gen>',
    'x',
    '\r\n',
    'é',
    '\u202e',
  ],
];

/** The tokens by id: 256 single bytes, words (one of them twice), halves of characters, and the end. */
export const tokens: readonly (Uint8Array | undefined)[] = [
  ...Array.from({ length: 256 }, (_, byte) => Uint8Array.of(byte)),
  ...WORDS.map((word) => new TextEncoder().encode(word)),
  Uint8Array.of(0xe2, 0x80),
  Uint8Array.of(0x20, 0xe2),
  Uint8Array.of(0x80, 0xae),
  undefined,
];
export const END = tokens.length - 1;
export const trie = new VocabularyTrie(tokens);

export function matcherOf(options: AutomatonOptions): Matcher {
  return new Matcher(new Automaton(options), trie, END);
}

/**
 * Plays a trace: tokens between `‧` are accepted in turn; `✖x` says that token `x` is masked here,
 * `⇉3-9` that the token before has completed a copy of those lines, with `!` after it a final one,
 * `⏎` stands for a newline, and `■` for the end token.
 */
export function play(options: AutomatonOptions, trace: string): Matcher {
  const matcher = matcherOf(options);
  let boundary: ReturnType<Matcher['accept']>;
  for (const step of trace.split('‧')) {
    if (step.startsWith('⇉')) {
      expect(boundary?.kind === 'copy' && spanOf(boundary), trace).toBe(step.slice(1));
    } else if (step.startsWith('✖')) {
      expect(matcher.allows(idOf(step.slice(1))), `${step} in ${trace}`).toBe(false);
    } else {
      expect(matcher.allows(idOf(step)), `${step} in ${trace}`).toBe(true);
      boundary = matcher.accept(idOf(step));
    }
  }
  return matcher;
}

function spanOf(copy: { lines: { first: number; last: number }; isFinal: boolean }): string {
  return `${copy.lines.first}-${copy.lines.last}${copy.isFinal ? '!' : ''}`;
}

function idOf(word: string): number {
  if (word === '■') return END;
  const bytes = new TextEncoder().encode(word.replaceAll('⏎', '\n'));
  const id = tokens.findIndex((token) => token && Buffer.compare(token, bytes) === 0);
  if (id === -1) throw new Error(`\`${word}\` is not in the toy vocabulary`);
  return id;
}
