// Where in a JSON or YAML file a value stands. Loaded for errors alone: the parser is large.

import { readFileSync } from 'node:fs';
import { isMap, isSeq, LineCounter, type Node, parseDocument } from 'yaml';

/** Beyond these a line is not worth its time; brackets a hundred thousand deep end the process. */
const MOST_LENGTH = 200_000;
const MOST_DEPTH = 100;

/** Gives the 1-based line of the last of `keys` that the file has; undefined where it can't be told. */
export function lineOf(path: string, keys: readonly (string | number)[]): number | undefined {
  try {
    const lineCounter = new LineCounter();
    const text = readFileSync(path, 'utf8');
    if (isTooMuch(text)) return undefined;
    const document = parseDocument(text, { lineCounter, uniqueKeys: false, logLevel: 'silent' });
    let node: unknown = document.contents;
    let offset = document.contents?.range?.[0];
    for (const key of keys) {
      const found = childOf(node, key);
      if (!found) break;
      offset = found.offset ?? offset;
      node = found.value;
    }
    return offset === undefined ? undefined : lineCounter.linePos(offset).line;
  } catch {
    return undefined;
  }
}

/**
 * Gives the 1-based line of what is not right in a file; `cause` is the error of its parser, which
 * tells more where JSON is no JSON, but would be YAML.
 */
export function lineOfError(path: string, cause: unknown): number | undefined {
  try {
    const text = readFileSync(path, 'utf8');
    const offset = /JSON at position (\d+)/.exec((cause as Error).message)?.[1];
    if (offset !== undefined) return text.slice(0, Number(offset)).split('\n').length;
    return isTooMuch(text) ? undefined : parseDocument(text).errors[0]?.linePos?.[0].line;
  } catch {
    return undefined;
  }
}

function isTooMuch(text: string): boolean {
  return text.length > MOST_LENGTH || depthOf(text) > MOST_DEPTH;
}

/** How deep the brackets of JSON are nested. */
function depthOf(text: string): number {
  let [depth, most] = [0, 0];
  for (const [token] of text.matchAll(/"(?:\\.|[^"\\])*"|[[\]{}]/g)) {
    if (token.startsWith('"')) continue;
    depth += token === '[' || token === '{' ? 1 : -1;
    most = Math.max(most, depth);
  }
  return most;
}

function childOf(node: unknown, key: string | number) {
  if (isSeq(node) && typeof key === 'number') {
    const value = node.items[key] as Node | undefined;
    return value && { value, offset: value.range?.[0] };
  }
  if (!isMap(node)) return undefined;
  const pair = node.items.find((item) => String(item.key) === String(key));
  return pair && { value: pair.value, offset: (pair.key as Node).range?.[0] };
}
