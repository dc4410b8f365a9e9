import { readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { fileURLToPath } from 'node:url';
import xterm from '@xterm/headless';
import { expect, test } from 'vitest';

const at = (path: string) => new URL(`../../${path}`, import.meta.url);
const { svgOf }: { svgOf: (terminal: xterm.Terminal, title: string) => string } = await import(
  at('scripts/svg.js').href
);

async function drawn(text: string, title = 'a title'): Promise<string> {
  const terminal = new xterm.Terminal({ cols: 10, rows: 2, allowProposedApi: true });
  await new Promise<void>((resolve) => terminal.write(text, resolve));
  return svgOf(terminal, title);
}

test('cells of one look are one text, as wide as its cells', async () => {
  const svg = await drawn('ab\u001b[1;31mcd\u001b[0m');
  expect(svg).toMatch(/<text x="14" [^>]*textLength="16.8"[^>]*>ab<\/text>/);
  expect(svg).toMatch(/<text x="30.8" [^>]*fill="#f47067"[^>]*font-weight="bold">cd<\/text>/);
});

test('colours of the palette, of 24 bits and inverse ones', async () => {
  expect(await drawn('\u001b[38;5;208mx')).toContain('fill="#ff8700"');
  expect(await drawn('\u001b[38;5;244mx')).toContain('fill="#808080"');
  expect(await drawn('\u001b[38;2;1;2;3mx')).toContain('fill="#010203"');
  expect(await drawn('\u001b[7mx')).toMatch(
    /<rect [^>]*fill="#cdd9e5"\/>\n<text [^>]*fill="#1c2128"/,
  );
});

test('a wide character takes two cells', async () => {
  expect(await drawn('中x')).toMatch(/textLength="25.2"[^>]*>中x/);
});

test('what XML would take for its own is escaped', async () => {
  const svg = await drawn('a<b&c>d', '<&>');
  expect(svg).toContain('>a&lt;b&amp;c&gt;d</text>');
  expect(svg).toContain('<title>&lt;&amp;&gt;</title>');
});

test('docs/screen.svg tells nothing of the machine that it was made on', () => {
  const svg = readFileSync(fileURLToPath(at('docs/screen.svg')), 'utf8');
  expect(svg).toContain('Hunk 2 of 2');
  expect(svg).not.toContain(tmpdir());
  expect(svg).not.toMatch(/\/(home|root|Users|work)\b|\b20\d\d-\d\d/);
});
