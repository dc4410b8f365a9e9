import type { Key } from 'ink';
import { expect, test } from 'vitest';
import { editLine, lineOf } from '../../../src/cli/ui/line.js';

/** Applies keys, each an input with names of pressed special keys: `b:ctrl`. */
function edited(text: string, ...keys: string[]): string {
  const line = keys.reduce((at, each) => {
    const [input = '', name] = each.split(':');
    return editLine(at, input, (name ? { [name]: true } : {}) as unknown as Key);
  }, lineOf(text));
  return `${line.text.slice(0, line.cursor)}|${line.text.slice(line.cursor)}`;
}

test.each([
  [['x'], 'one two 三x|'],
  [[':leftArrow', 'x'], 'one two x|三'],
  [['b:ctrl', 'b:ctrl', 'f:ctrl'], 'one two |三'],
  [[':home', ':leftArrow', 'x'], 'x|one two 三'],
  [['a:ctrl', 'e:ctrl', ':rightArrow'], 'one two 三|'],
  [[':backspace'], 'one two |'],
  [[':delete'], 'one two |'],
  [['w:ctrl'], 'one two |'],
  [['w:ctrl', 'w:ctrl'], 'one |'],
  [[':leftArrow', 'u:ctrl'], '|三'],
  [[':home', 'k:ctrl'], '|'],
  [['pasted\ntext\r\n'], 'one two 三pasted text |'],
  [['\u0007'], 'one two 三|'],
  [['x:meta', ':tab', ':escape', 'z:ctrl'], 'one two 三|'],
])('%j', (keys, expected) => {
  expect(edited('one two 三', ...keys)).toBe(expected);
});

test('a character outside the basic plane is one step', () => {
  expect(edited('a🙂', ':leftArrow')).toBe('a|🙂');
  expect(edited('a🙂', ':backspace')).toBe('a|');
  expect(edited('🙂', ':home', ':rightArrow')).toBe('🙂|');
});
