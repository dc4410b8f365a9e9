// Syntax trees of source files. Grammars are loaded when a file of their language is first parsed.

import { createRequire } from 'node:module';
import type { Node, Parser } from '@vscode/tree-sitter-wasm';

/** The grammars, and the endings of the file names that they are for. */
const GRAMMARS: readonly (readonly [name: string, ...endings: string[]])[] = [
  ['bash', 'sh', 'bash'],
  ['c-sharp', 'cs'],
  ['cpp', 'c', 'h', 'cc', 'cpp', 'cxx', 'hh', 'hpp'],
  ['css', 'css'],
  ['go', 'go'],
  ['java', 'java'],
  ['javascript', 'js', 'cjs', 'mjs', 'jsx'],
  ['php', 'php'],
  ['python', 'py', 'pyi'],
  ['ruby', 'rb'],
  ['rust', 'rs'],
  ['tsx', 'tsx'],
  ['typescript', 'ts', 'cts', 'mts'],
];

const PACKAGE = '@vscode/tree-sitter-wasm';
const require = createRequire(import.meta.url);
const parsers = new Map<string, Promise<Parser>>();

/**
 * Counts the places where the text of a file breaks the grammar of its language: parts that do not
 * fit, and tokens that are missing. Undefined where the language is not known.
 */
export function countSyntaxErrors(path: string, text: string): Promise<number | undefined> {
  return withTree(path, text, errorsIn);
}

/**
 * Parses the text of a file and gives what `read` makes of the tree's root, which lives no longer
 * than that. Undefined where the language is not known.
 */
export async function withTree<T>(
  path: string,
  text: string,
  read: (root: Node) => T,
): Promise<T | undefined> {
  const parser = await parserFor(path);
  const tree = parser?.parse(text);
  if (!tree) return undefined;
  try {
    return read(tree.rootNode);
  } finally {
    tree.delete();
  }
}

/** Loads the grammar for `path`, so that it is there when it is needed. Undefined for others. */
export function parserFor(path: string): Promise<Parser> | undefined {
  const ending = /\.(\w+)$/.exec(path)?.[1]?.toLowerCase() ?? '';
  const name = GRAMMARS.find(([, ...endings]) => endings.includes(ending))?.[0];
  if (name === undefined) return undefined;
  const parser = parsers.get(name) ?? load(name);
  parsers.set(name, parser);
  return parser;
}

async function load(name: string): Promise<Parser> {
  const { Language, Parser }: typeof import('@vscode/tree-sitter-wasm') = require(PACKAGE);
  await Parser.init();
  const parser = new Parser();
  return parser.setLanguage(
    await Language.load(require.resolve(`${PACKAGE}/wasm/tree-sitter-${name}.wasm`)),
  );
}

function errorsIn(root: Node): number {
  let nErrors = 0;
  const open = [root];
  for (let node = open.pop(); node; node = open.pop()) {
    if (!node.hasError) continue;
    if (node.isError || node.isMissing) nErrors++;
    open.push(...node.children.filter((child) => child !== null));
  }
  return nErrors;
}
