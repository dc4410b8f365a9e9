import { expect, test } from 'vitest';
import { type ColorWishes, wantsColor } from '../../src/cli/terminal.js';

const terminal = { isTTY: true };
const pipe = {};

test.each<[string, ColorWishes, object, NodeJS.ProcessEnv, boolean]>([
  ['a terminal', {}, terminal, {}, true],
  ['a pipe', {}, pipe, {}, false],
  ['a dumb terminal', {}, terminal, { TERM: 'dumb' }, false],
  ['NO_COLOR', {}, terminal, { NO_COLOR: '1' }, false],
  ['an empty NO_COLOR', {}, terminal, { NO_COLOR: '' }, true],
  ['FORCE_COLOR', {}, terminal, { FORCE_COLOR: '1', TERM: 'dumb' }, true],
  ['a pipe over FORCE_COLOR', {}, pipe, { FORCE_COLOR: '1' }, false],
  ['FORCE_COLOR=0', {}, terminal, { FORCE_COLOR: '0' }, false],
  ['NO_COLOR over FORCE_COLOR', {}, terminal, { NO_COLOR: '1', FORCE_COLOR: '1' }, false],
  ['the setting', { setting: 'never' }, terminal, {}, false],
  ['a pipe over the setting', { setting: 'always' }, pipe, {}, false],
  ['NO_COLOR over the setting', { setting: 'always' }, terminal, { NO_COLOR: '1' }, false],
  ['--color=always over NO_COLOR', { flag: 'always' }, pipe, { NO_COLOR: '1' }, true],
  ['--color=never over FORCE_COLOR', { flag: 'never' }, terminal, { FORCE_COLOR: '1' }, false],
])('%s decides on colour', (_, wishes, stream, env, expected) => {
  expect(wantsColor(wishes, stream, env)).toBe(expected);
});
