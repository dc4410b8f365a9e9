import { expect, test } from 'vitest';
import { paintedPatch } from '../../src/cli/paint.js';
import { printable } from '../../src/cli/printable.js';

test.each([
  ['plain\n', 'plain'],
  ['windows\r\n', 'windows'],
  ['\tx\ty', '    x    y'],
  ['\u001b[31mred\u0007', '␛[31mred␇'],
  ['a\rb', 'a␍b'],
  ['\u007f', '␡'],
  ['if (\u202Eadmin\u2066) {', 'if (<U+202E>admin<U+2066>) {'],
  ['\uFEFFbom', '<U+FEFF>bom'],
  ['héllo 世界 👩‍💻', 'héllo 世界 👩‍💻'],
])('%j is shown as %j', (text, expected) => {
  expect(printable(text)).toBe(expected);
});

test('bytes that are not UTF-8 are shown as such', () => {
  expect(printable(Uint8Array.of(0x61, 0xff, 0x62))).toBe('a\uFFFDb');
});

test('a patch is painted as git paints it', () => {
  const patch = Buffer.from('--- a/x\n+++ b/x\n@@ -1 +1 @@\n-\u001b[2J\n+new\n same\n');
  expect(paintedPatch(patch, true)).toBe(
    '\u001b[1m--- a/x\u001b[0m\n\u001b[1m+++ b/x\u001b[0m\n\u001b[36m@@ -1 +1 @@\u001b[0m\n' +
      '\u001b[31m-␛[2J\u001b[0m\n\u001b[32m+new\u001b[0m\n same\n',
  );
  expect(paintedPatch(patch, false)).toBe('--- a/x\n+++ b/x\n@@ -1 +1 @@\n-␛[2J\n+new\n same\n');
});
