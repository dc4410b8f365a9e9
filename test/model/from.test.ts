import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { cad } from '../cli/cad.js';
import { temporaryRepository } from '../git/repository.js';

const FILES = {
  'a.ts': `export async function load(id: string) {
  let url = '/users/' + id;
  const answer = await fetch(url);
  console.log(answer);
  return answer;
}
`,
  'b.py': `def first(items):
    if items == None:
        return None
    return items[0]
`,
};

const REPORTS = `a.ts:2:7: 'url' is never reassigned. Use 'const' instead. [Error/prefer-const]
a.ts:4:3: Unexpected console statement. [Warning/no-console]
b.py:2:17: E711 Comparison to \`None\` should be \`cond is None\`
Found 3 problems.
`;

test('what eslint and ruff report is fixed, all in one go', async () => {
  const repository = temporaryRepository(FILES);
  const args = ['fix', '--from', '-', '--write', '--min-confidence', '0'];
  const run = await cad(args, { cwd: repository.top, input: REPORTS });
  expect(run).toMatchObject({ status: 0, stderr: 'Wrote 2 files (+2 -3).\n' });
  const [a, b] = ['a.ts', 'b.py'].map((path) => readFileSync(repository.path(path), 'utf8'));
  expect(a).toBe(FILES['a.ts'].replace('let', 'const').replace('  console.log(answer);\n', ''));
  expect(b).toBe(FILES['b.py'].replace('== None', 'is None'));
});
