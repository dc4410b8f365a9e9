// The functions, classes, types and constants that a source file declares, and their lines.
import type { Node } from '@vscode/tree-sitter-wasm';
import type { LineRange } from '../grammar/source.js';
import { withTree } from './syntax.js';

/** A declared name with all that belongs to it: decorators, `export`, and the comment above. */
export interface DeclaredSymbol {
  /** As `outer.inner` where it stands inside another. */
  readonly name: string;
  readonly lines: LineRange;
}

/** Nodes with a name of their own that declare it; of declarators only those with a value. */
const DECLARES =
  /^(?!.*(parameter|import|export)).*(_definition|_declaration|_item|_spec|_specifier|_signature)$|^(class|module|(singleton_)?method|(variable|init)_declarator)$/;

/** Nodes that a declaration stands in as its outer part. */
const OUTER = new Set([
  'export_statement',
  'decorated_definition',
  'lexical_declaration',
  'variable_declaration',
  'template_declaration',
  'type_declaration',
  'const_declaration',
]);

/**
 * Lists the symbols of a file's text in the order in which they start. Undefined where the language
 * is not known.
 */
export function symbolsOf(
  path: string,
  text: string,
): Promise<readonly DeclaredSymbol[] | undefined> {
  return withTree(path, text, declaredIn);
}

function declaredIn(root: Node): DeclaredSymbol[] {
  const found: DeclaredSymbol[] = [];
  // Not by recursion: expressions may be nested as deep as a file is long.
  const open = [{ node: root, outer: '' }];
  for (let next = open.pop(); next; next = open.pop()) {
    const { node, outer } = next;
    const name = DECLARES.test(node.type) ? nameOf(node) : undefined;
    if (name !== undefined) found.push({ name: `${outer}${name}`, lines: linesOf(node) });
    const inner = name === undefined ? outer : `${outer}${name}.`;
    for (const child of node.namedChildren.toReversed()) {
      if (child) open.push({ node: child, outer: inner });
    }
  }
  return found;
}

/** C and C++ keep the name of a function inside its declarators. */
function nameOf(node: Node): string | undefined {
  const name = node.childForFieldName('name');
  if (name) return /^[^\s(){}[\]]+$/.test(name.text) ? name.text : undefined;
  const declarator = node.childForFieldName('declarator');
  if (!declarator) return undefined;
  return declarator.childCount === 0 ? declarator.text : nameOf(declarator);
}

function linesOf(node: Node): LineRange {
  let whole = node;
  while (whole.parent && OUTER.has(whole.parent.type)) whole = whole.parent;
  let first = whole.startPosition.row + 1;
  for (
    let above = whole.previousNamedSibling;
    above?.type.endsWith('comment') && lastLine(above) === first - 1 && beginsItsLine(above);
    above = above.previousNamedSibling
  ) {
    first = above.startPosition.row + 1;
  }
  return { first, last: lastLine(whole) };
}

/** A comment behind code belongs to that code. */
function beginsItsLine({ previousSibling, startPosition }: Node): boolean {
  return !previousSibling || lastLine(previousSibling) <= startPosition.row;
}

/** Some nodes hold the newline behind them. */
function lastLine({ startPosition, endPosition }: Node): number {
  const isBehind = endPosition.column === 0 && endPosition.row > startPosition.row;
  return isBehind ? endPosition.row : endPosition.row + 1;
}
