// Judges an edit that has several right outcomes: a docstring or a message may be worded otherwise.
import { withTree } from '../../dist/apply/syntax.js';

/**
 * Whether two texts have the same syntax tree, whatever strings and comments say and whether a lone
 * statement stands in a block. Undefined where the language of `path` is not known.
 */
export async function sameTree(path, a, b) {
  const [one, other] = [await withTree(path, a, shape), await withTree(path, b, shape)];
  return one === undefined ? undefined : one === other;
}

function shape(node) {
  if (/comment|string/.test(node.type)) return node.type;
  if (node.childCount === 0) return node.text;
  const isBlock = /^(statement_)?block$/.test(node.type);
  const isSaid = ({ type }) => type !== ';' && !(isBlock && /^[{}]$/.test(type));
  const parts = node.children.filter(isSaid).map(shape);
  return isBlock && parts.length === 1 ? parts[0] : `${node.type}(${parts.join(' ')})`;
}
