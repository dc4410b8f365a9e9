// How `npm run eval` judges edits that have several right outcomes.
import { expect, test } from 'vitest';

const { sameTree }: { sameTree: (path: string, a: string, b: string) => Promise<boolean> } =
  await import(new URL('../../bench/eval/same-tree.js', import.meta.url).href);

test.each([
  ['a comment', 'a.ts', '/** a */\nf();', '/** b c */\nf();', true],
  ['no comment', 'a.ts', '/** a */\nf();', 'f();', false],
  ['a message', 'a.js', 'f("a", b)', 'f("c", b);', true],
  ['a docstring', 'a.py', 'def f():\n    """x"""\n', 'def f():\n    "yy"\n', true],
  ['a lone statement in a block', 'a.ts', 'if (a) return;\nb', 'if (a) { return; }\nb', true],
  ['another block', 'a.ts', 'if (a) return;\nb', 'if (a) { return; b }', false],
  ['an operator', 'a.ts', 'if (a) return;', 'if (!a) return;', false],
  ['a name', 'a.py', 'f(a)\n', 'f(b)\n', false],
])('%s, otherwise said', async (_, path, a, b, isSame) => {
  expect(await sameTree(path, a, b)).toBe(isSame);
});
