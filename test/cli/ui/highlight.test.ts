import { expect, test } from 'vitest';
import { ColoredText } from '../../../src/cli/ui/colored.js';
import { tonesOf } from '../../../src/cli/ui/highlight.js';

async function colored(path: string, text: string): Promise<string[] | undefined> {
  const tones = await tonesOf(path, text);
  if (!tones) return undefined;
  const lines = text.split('\n');
  const made = new ColoredText(lines, tones);
  return lines.map((_, at) =>
    made
      .line(at + 1)!
      .map(({ text, tone }) => (tone === 'plain' ? text : `${tone}(${text})`))
      .join(''),
  );
}

test('TypeScript', async () => {
  expect(await colored('a.ts', 'const a = "面" + 1; // c\n/* x\ny */\n')).toEqual([
    'keyword(const) a = string("面") + number(1); comment(// c)',
    'comment(/* x)',
    'comment(y */)',
    '',
  ]);
});

test('Python', async () => {
  expect(await colored('a.py', 'def f(x):\n    return None')).toEqual([
    'keyword(def) title(f)(x):',
    '    keyword(return) number(None)',
  ]);
});

test('what is not known, or too long, has no colours', async () => {
  expect(await colored('a.unknown', 'x')).toBeUndefined();
  expect(await colored('Makefile', 'x')).toBeUndefined();
  expect(await colored('a.ts', 'x'.repeat(1_000_001))).toBeUndefined();
});
