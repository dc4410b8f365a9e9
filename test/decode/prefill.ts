// Checks that a model's rows do not depend on how the tokens are cut into forwards.
import type { LanguageModel } from '../../src/decode/engine/language-model.js';
import type { TokenId } from '../../src/decode/tokenizer.js';

/** Gives a digest of every row's logits, bit for bit, from forwards of the given widths. */
export async function digestRows(
  model: LanguageModel,
  tokens: readonly TokenId[],
  widths: Iterable<number>,
): Promise<number[]> {
  model.truncate(0);
  const digests: number[] = [];
  const width = widths[Symbol.iterator]();
  for (let at = 0; at < tokens.length; ) {
    const chunk = tokens.slice(at, at + width.next().value!);
    const rows = await model.forward(chunk, [...chunk.keys()], 'logits');
    digests.push(...rows.map(digest));
    at += chunk.length;
  }
  return digests;
}

/** Always the same width. */
export function* each(width: number): Generator<number, number> {
  while (true) yield width;
}

/** Widths up to `most`, in an order that `seed` decides. */
export function* randomWidths(seed: number, most: number): Generator<number, number> {
  for (let state = seed; ; ) {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    yield 1 + Math.floor((state / 2 ** 32) ** 2 * most);
  }
}

/** FNV-1a over the row's bits. */
function digest(row: Float32Array): number {
  const bits = new Uint32Array(row.buffer, row.byteOffset, row.length);
  let hash = 0x811c9dc5;
  for (const word of bits) hash = Math.imul(hash ^ word, 0x01000193);
  return hash >>> 0;
}
