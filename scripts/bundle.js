// Joins the modules of `cad`, and the packages that most commands load, into the few files that
// bin/cad.js runs: hundreds of small files take longer to load than the hook may take in all.

import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { rolldown } from 'rolldown';

const ROOT = join(import.meta.dirname, '..');
const OUT = join(ROOT, 'dist/bundle');

/** The program, and what it starts in threads and processes of their own, by the names they use. */
const ENTRIES = {
  main: 'dist/cli/main.js',
  'highlight-worker': 'dist/cli/ui/highlight-worker.js',
  child: 'dist/decode/engine/child.js',
  'device-child': 'dist/decode/engine/device-child.js',
};

/** Packages that go in with all that they import. The others are loaded where they are installed. */
const JOINED = [
  ...['commander', 'cosmiconfig', 'diff', 'execa', 'picomatch', 'simple-git', 'valibot'],
  // CommonJS cannot load these.
  ...['chalk', 'fuzzysort', 'p-map', 'string-width'],
];
/** What cosmiconfig reads code with, which `cad` never does. */
const UNUSED = 'typescript';

const isPackage = (id) => !/^([./\0]|[a-z]:)/i.test(id);
const isOwn = (file) => !file || !relative(ROOT, file).includes('node_modules');
const bundle = await rolldown({
  input: Object.fromEntries(
    Object.entries(ENTRIES).map(([name, file]) => [name, join(ROOT, file)]),
  ),
  platform: 'node',
  external: (id, importer) =>
    id === UNUSED || (isPackage(id) && isOwn(importer) && !JOINED.includes(nameOf(id))),
});
const { output } = await bundle.write({
  dir: OUT,
  // Both start sooner: CommonJS by some 30 ms of 190, text without spaces and comments by 6.
  format: 'cjs',
  minify: { mangle: false, compress: false, codegen: { removeWhitespace: true } },
  cleanDir: true,
  entryFileNames: '[name].js',
  chunkFileNames: '[name]-[hash].js',
});
writeFileSync(join(OUT, 'package.json'), '{ "type": "commonjs" }\n');
writeFileSync(join(OUT, 'LICENSES.txt'), licences(output));

/** `a/b` of the module `a/b/c`, where scopes have two parts. */
function nameOf(id) {
  return id.split('/', id.startsWith('@') ? 2 : 1).join('/');
}

/** The licences of the packages whose code is in the files. */
function licences(chunks) {
  const folders = new Set(
    chunks
      .flatMap(({ moduleIds = [] }) => moduleIds)
      .map((id) => id.match(/^.*node_modules\/(@[^/]+\/)?[^/]+/)?.[0])
      .filter(Boolean),
  );
  return [...folders].sort().map(licence).join('\n');
}

function licence(folder) {
  const { name, version, license } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
  const file = readdirSync(folder).find((entry) => /^licen[cs]e/i.test(entry));
  const text = file ? readFileSync(join(folder, file), 'utf8') : `${license}\n`;
  return `${name} ${version}\n\n${text}`;
}
