import { expect, test } from 'vitest';
import { suggest } from '../../src/cli/suggest.js';

const names = ['model', 'mode', 'threads', 'maxTokens'];

test.each([
  ['modle', 'model'],
  ['thread', 'threads'],
  ['max-tokens', 'maxTokens'],
  ['max_token', 'maxTokens'],
  ['moed', 'mode'],
  ['elephant', undefined],
  ['', undefined],
])('%s suggests %s', (word, expected) => {
  expect(suggest(word, names)).toBe(expected);
});
