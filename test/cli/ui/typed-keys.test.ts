import type { Key } from 'ink';
import { expect, test } from 'vitest';
import { typedKeys } from '../../../src/cli/ui/typed-keys.js';

const NO_KEY = { ctrl: false, meta: false, delete: false, backspace: false } as Key;

/** What was typed, as in `ab ^c <del>`. */
function shown(input: string, key = NO_KEY): string {
  return typedKeys(input, key)
    .map(({ input, key }) => {
      const name = Object.entries(key).find(([name, is]) => is && name !== 'ctrl')?.[0];
      return name ? `<${name}>` : key.ctrl ? `^${input}` : JSON.stringify(input);
    })
    .join(' ');
}

test.each([
  ['text stays in one piece, with its white space', 'a b\tc\r\nd', '"a b\\tc\\r\\nd"'],
  ['keys with ctrl are keys of their own', 'jj\u0003', '"jj" ^c'],
  ['held keys', '\u0004\u0004', '^d ^d'],
  ['between text', '\u0015abc\u0001d\u001a', '^u "abc" ^a "d" ^z'],
  ['backspace', 'ab\u007f\u007f\b', '"ab" <delete> <delete> <backspace>'],
  ['one key', '\u001b', '"\\u001b"'],
])('%s', (_, input, expected) => {
  expect(shown(input)).toBe(expected);
});

test('a key that is known already stays as it is', () => {
  expect(shown('c', { ...NO_KEY, ctrl: true })).toBe('^c');
  expect(shown('', { ...NO_KEY, delete: true })).toBe('<delete>');
});
