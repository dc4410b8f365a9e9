import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { expect, it } from 'vitest';

const SRC = join(import.meta.dirname, '..', 'src');

/** The rooms that the files of each room may import from, besides their own. */
const ROOMS: Record<string, string[]> = {
  grammar: ['errors'],
  apply: ['grammar', 'errors'],
  decode: ['grammar', 'apply', 'errors', 'package-file'],
  git: ['apply', 'grammar', 'errors'],
  propose: ['decode', 'apply', 'grammar', 'errors'],
  repair: ['propose', 'decode', 'apply', 'grammar', 'errors'],
  cli: ['repair', 'propose', 'decode', 'git', 'apply', 'grammar', 'errors', 'package-file'],
};

/** The one door of each package: a file or room. */
const DOORS: Record<string, string> = {
  'onnxruntime-node': 'decode/engine/',
  '@huggingface/hub': 'decode/model/pull/',
  '@huggingface/jinja': 'decode/chat.ts',
  '@huggingface/tokenizers': 'decode/tokenizer.ts',
  diff: 'apply/',
  '@vscode/tree-sitter-wasm': 'apply/',
  'p-map': 'decode/model/pull/',
  'proper-lockfile': 'decode/model/pull/',
  tar: 'decode/model/pull/',
  undici: 'decode/model/pull/',
  'simple-git': 'git/',
  execa: 'git/',
  ink: 'cli/',
  react: 'cli/',
  cosmiconfig: 'cli/',
  picomatch: 'cli/hook/',
  valibot: 'cli/',
  yaml: 'cli/position.ts',
  commander: 'cli/',
  'highlight.js': 'cli/ui/',
  lowlight: 'cli/ui/',
  chalk: 'cli/ui/',
  'string-width': 'cli/ui/',
  fuzzysort: 'cli/ui/',
};

interface Import {
  from: string;
  to: string;
}

function importsOf(file: string): Import[] {
  const text = readFileSync(join(SRC, file), 'utf8');
  const names = [...text.matchAll(/(?:from|import\(?|typeof import\()\s*'([^']+)'/g)];
  return names.map(([, to]) => ({ from: file, to: to! }));
}

const files = readdirSync(SRC, { recursive: true, encoding: 'utf8' }).filter((f) =>
  /\.tsx?$/.test(f),
);
const imports = files.flatMap(importsOf);

it('finds the imports that it checks', () => {
  expect(imports.length).toBeGreaterThan(100);
});

it('imports run from cli through propose to decode and apply, then to grammar', () => {
  const room = (path: string) => path.split('/')[0]!.replace(/\.[jt]sx?$/, '');
  const wrong = imports
    .filter(({ from, to }) => to.startsWith('.') && from !== 'index.ts' && room(from) !== 'errors')
    .map(({ from, to }) => ({ from, to: relative(SRC, join(SRC, dirname(from), to)) }))
    .filter(({ from, to }) => room(from) !== room(to) && !ROOMS[room(from)]?.includes(room(to)));
  expect(wrong).toEqual([]);
});

it('each package is imported in its room alone', () => {
  const wrong = imports.filter(({ from, to }) => {
    if (to.startsWith('.') || to.startsWith('node:')) return false;
    const name = to.split('/', to.startsWith('@') ? 2 : 1).join('/');
    return DOORS[name] === undefined || !from.startsWith(DOORS[name]);
  });
  expect(wrong).toEqual([]);
});

const HEAVY = [
  ...['ink', 'react', 'chalk', 'string-width', 'lowlight', 'highlight.js', 'fuzzysort'],
  ...['onnxruntime-node', '@vscode/tree-sitter-wasm'],
];

/** The packages that are loaded with a file, through all that it imports at once. */
function loadedWith(file: string, seen = new Set<string>()): string[] {
  if (seen.has(file)) return [];
  seen.add(file);
  const text = readFileSync(join(SRC, file), 'utf8');
  const names = [...text.matchAll(/^(?:import|export) (?!type\b)[^']*'([^']+)';/gm)];
  return names.flatMap(([, to]) => {
    if (!to!.startsWith('.')) return [to!];
    const plain = relative(SRC, join(SRC, dirname(file), to!)).replace(/\.js$/, '');
    const next = [`${plain}.ts`, `${plain}.tsx`].find((name) => files.includes(name));
    return loadedWith(next!, seen);
  });
}

it.each(['cli/main.ts', 'cli/fix.ts', 'cli/hook/run.ts'])('%s loads nothing heavy', (file) => {
  const packages = loadedWith(file);
  expect(packages).toContain('node:fs');
  expect(packages.filter((name) => HEAVY.includes(name))).toEqual([]);
});

it('the screen is what loads React', () => {
  expect(loadedWith('cli/ui/open.tsx')).toContain('react');
});

it('Ink is imported as the bundle can, which is in CommonJS', () => {
  expect(loadedWith('cli/ui/open.tsx')).not.toContain('ink');
  expect(readFileSync(join(SRC, 'cli/ui/ink.ts'), 'utf8')).toContain("await import('ink')");
});
