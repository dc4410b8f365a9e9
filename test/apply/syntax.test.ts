import { expect, test } from 'vitest';
import { countSyntaxErrors } from '../../src/apply/syntax.js';

test.for([
  ['a.py', 'def f(x):\n    return x\n', 'def f(x:\n    return x\n'],
  ['a.ts', 'const a: number = f(1);\n', 'const a: number = f(1;\n'],
  ['a.tsx', 'const a = <b>{c}</b>;\n', 'const a = <b>{c</b>;\n'],
  ['a.mjs', 'export const f = () => 1;\n', 'export const f = () => ;\n'],
  ['a.JSX', 'f(<a/>);\n', 'f(<a>);\n'],
  ['a.go', 'package a\n\nfunc f() {}\n', 'package a\n\nfunc f( {}\n'],
  ['a.rs', 'fn f() {}\n', 'fn f( {}\n'],
  ['A.java', 'class A {}\n', 'class A {\n'],
  ['a.c', 'int f(void) { return 0; }\n', 'int f(void) { return 0 }\n'],
  ['a.cpp', 'int f() { return 0; }\n', 'int f() { return 0; \n'],
  ['a.cs', 'class A { }\n', 'class A { \n'],
  ['a.rb', 'def f\nend\n', 'def f(\nend\n'],
  ['a.php', '<?php f(1);\n', '<?php f(1;\n'],
  ['a.sh', 'if true; then a; fi\n', 'if true; then a;\n'],
  ['a.css', 'a { b: c; }\n', 'a { b: c; \n'],
] as const)('finds the error in %s', async ([path, good, bad]) => {
  expect(await countSyntaxErrors(path, good)).toBe(0);
  expect(await countSyntaxErrors(path, bad)).toBeGreaterThan(0);
});

test('other files are not judged', async () => {
  for (const path of ['a.txt', 'Makefile', '.gitignore', 'py', 'a.constructor']) {
    expect(await countSyntaxErrors(path, '(')).toBeUndefined();
  }
});

test('an empty file has no error', async () => {
  expect(await countSyntaxErrors('a.py', '')).toBe(0);
});
