import { expect, test } from 'vitest';
import { symbolsOf } from '../../src/apply/symbols.js';

/** The symbols as `name first-last`. */
async function listed(path: string, text: string): Promise<string[]> {
  const symbols = (await symbolsOf(path, text)) ?? [];
  return symbols.map(({ name, lines }) => `${name} ${lines.first}-${lines.last}`);
}

test('TypeScript', async () => {
  const text = `import { a } from './a.js';

/** Doc. */
export function parse(text: string): number {
  const n = 1;
  return n;
}

export default class Reader<T> {
  readonly #at = 0;
  static of(): Reader<number> { return new Reader(); }
  async next() {
    return this.#at;
  }
}

interface Shape { side: number }
type Name = string;
enum Kind { A }
export const twice = (n: number) => {
  return 2 * n;
};
let x = 1, y = 2;
`;
  expect(await listed('a.ts', text)).toEqual([
    'parse 3-7',
    'parse.n 5-5',
    'Reader 9-15',
    'Reader.#at 10-10',
    'Reader.of 11-11',
    'Reader.next 12-14',
    'Shape 17-17',
    'Shape.side 17-17',
    'Name 18-18',
    'Kind 19-19',
    'twice 20-22',
    'x 23-23',
    'y 23-23',
  ]);
});

test('Python', async () => {
  const text = `import os

# About it.
@cached
def parse(text, n=1):
    return text


class Reader:
    """Doc."""

    def next(self):
        pass
`;
  expect(await listed('a.py', text)).toEqual(['parse 3-6', 'Reader 9-13', 'Reader.next 12-13']);
});

test.for([
  ['a.js', 'class A { x = 1; go() {} }\nfunction* each() {}\n', ['A 1-1', 'A.go 1-1', 'each 2-2']],
  ['a.go', 'package a\n\n// F does.\nfunc F() {\n}\n\ntype T struct{}\n', ['F 3-5', 'T 7-7']],
  ['a.rs', 'struct S;\n\n/// Doc.\nfn f() {\n}\n', ['S 1-1', 'f 3-5']],
  ['A.java', 'class A {\n  // It.\n  void f() {}\n}\n', ['A 1-4', 'A.f 2-3']],
  ['a.c', 'int f(int a)\n{\n  return a;\n}\nint *g(void) { return 0; }\n', ['f 1-4', 'g 5-5']],
  ['a.cpp', 'class A {\n  int h() { return 1; }\n};\nint x = 1;\n', ['A 1-3', 'A.h 2-2', 'x 4-4']],
  ['a.rb', 'class A\n  def f?\n  end\nend\n', ['A 1-4', 'A.f? 2-3']],
  ['a.sh', 'my-f() {\n  a\n}\n', ['my-f 1-3']],
] as const)('%s', async ([path, text, expected]) => {
  expect(await listed(path, text)).toEqual(expected);
});

test('a comment behind code belongs to that code', async () => {
  expect(await listed('a.ts', 'f(); // about f\nfunction g() {}\n')).toEqual(['g 2-2']);
  expect(await listed('a.py', 'x = 1  # note\ndef f():\n    pass\n')).toEqual(['f 2-3']);
});

test('expressions may be nested as deep as they like', async () => {
  const sum = Array.from({ length: 5000 }, (_, n) => n).join(' + ');
  expect(await listed('a.js', `const a = ${sum};\n`)).toEqual(['a 1-1']);
});

test('other files have none that are known', async () => {
  expect(await symbolsOf('a.txt', 'f')).toBeUndefined();
});
