import { resolve } from 'node:path';
import { expect, test } from 'vitest';
import { reportedFiles } from '../../../src/cli/diagnostics/files.js';

const exists = (path: string) =>
  ['a.ts', 'b.ts'].map((file) => resolve(file)).includes(resolve(path));
const output = `a.ts:3:1: one
b.ts:7:1: two
./a.ts:1:1: three
a.ts:3:1: one
c.ts:1:1: four
`;

test('reports are tasks of their files, each once', () => {
  expect(reportedFiles(output, [], exists)).toEqual([
    {
      ...{ path: 'a.ts', isNamed: false },
      tasks: [
        { instruction: 'a.ts:3:1: one', pointed: { first: 3, last: 3 } },
        { instruction: './a.ts:1:1: three', pointed: { first: 1, last: 1 } },
      ],
    },
    {
      ...{ path: 'b.ts', isNamed: false },
      tasks: [{ instruction: 'b.ts:7:1: two', pointed: { first: 7, last: 7 } }],
    },
  ]);
});

test('only the files that are named are edited', () => {
  expect(reportedFiles(output, ['./b.ts'], exists).map(({ path }) => path)).toEqual(['b.ts']);
});

test('a word that is no file is refused', () => {
  expect(() => reportedFiles(output, ['fix it'], exists)).toThrow('`fix it` is not a file.');
});
