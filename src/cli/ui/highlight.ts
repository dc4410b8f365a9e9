// Syntax colours: the tone of each character of a file. The grammars are loaded when a file needs them.

import type { LanguageFn } from 'highlight.js';
import type { createLowlight } from 'lowlight';
import { TONES, type Tone } from './spans.js';

/** The grammars, and the endings of the file names that they are for. */
const GRAMMARS: readonly (readonly [name: string, ...endings: string[]])[] = [
  ['bash', 'sh', 'bash', 'zsh'],
  ['c', 'c', 'h'],
  ['cpp', 'cc', 'cpp', 'cxx', 'hh', 'hpp'],
  ['csharp', 'cs'],
  ['css', 'css'],
  ['go', 'go'],
  ['ini', 'ini', 'toml'],
  ['java', 'java'],
  ['javascript', 'js', 'cjs', 'mjs', 'jsx'],
  ['json', 'json'],
  ['kotlin', 'kt', 'kts'],
  ['lua', 'lua'],
  ['markdown', 'md'],
  ['php', 'php'],
  ['python', 'py', 'pyi'],
  ['ruby', 'rb'],
  ['rust', 'rs'],
  ['scss', 'scss'],
  ['sql', 'sql'],
  ['swift', 'swift'],
  ['typescript', 'ts', 'cts', 'mts', 'tsx'],
  ['xml', 'xml', 'html', 'svg', 'vue'],
  ['yaml', 'yaml', 'yml'],
];

/** Characters from which on a file is shown without colours, which would take too long. */
const MOST_CHARS = 1_000_000;

const CLASSES: readonly (readonly [Tone, RegExp])[] = [
  ['comment', /comment|quote|doctag|meta$/],
  ['string', /string|regexp|char|symbol|template-variable/],
  ['keyword', /keyword|operator|selector-tag|name|section|tag/],
  ['number', /number|literal|variable.constant/],
  ['type', /type|class|built_in/],
  ['title', /title|function|attr|property/],
];

type Node = { type: string; value?: string; children?: Node[]; properties?: object };

let lowlight: ReturnType<typeof createLowlight> | undefined;

/**
 * Gives the index in `TONES` of each UTF-16 unit of a text; undefined for languages that are not
 * known, and for long files. Takes a second for 5,000 lines.
 */
export async function tonesOf(path: string, text: string): Promise<Uint8Array | undefined> {
  const ending = /\.(\w+)$/.exec(path)?.[1]?.toLowerCase() ?? '';
  const name = GRAMMARS.find(([, ...endings]) => endings.includes(ending))?.[0];
  if (name === undefined || text.length > MOST_CHARS) return undefined;
  lowlight ??= (await import('lowlight')).createLowlight();
  if (!lowlight.registered(name)) {
    const { default: grammar }: { default: LanguageFn } = await import(
      `highlight.js/lib/languages/${name}`
    );
    lowlight.register(name, grammar);
  }
  return painted(lowlight.highlight(name, text) as Node, text.length);
}

function painted(root: Node, length: number): Uint8Array {
  const tones = new Uint8Array(length);
  let at = 0;
  const walk = ({ value = '', children = [], properties = {} }: Node, outer: Tone): void => {
    const { className } = properties as { className?: string[] };
    const own = className ? toneOf(className.join('.')) : 'plain';
    const tone = own === 'plain' ? outer : own;
    tones.fill(TONES.indexOf(tone), at, at + value.length);
    at += value.length;
    for (const child of children) walk(child, tone);
  };
  walk(root, 'plain');
  return tones;
}

function toneOf(names: string): Tone {
  const plain = names.replaceAll('hljs-', '');
  return CLASSES.find(([, pattern]) => pattern.test(plain))?.[0] ?? 'plain';
}
