// Finds out whether this machine computes a row the same alone and beside others.
import { ModelError } from '../../errors.js';
import { anyTokens } from './any-tokens.js';
import type { LanguageModel } from './language-model.js';

/** Widths of the forwards that are compared with one over all rows. */
const WIDTHS = [1, 1, 1, 1, 7, 1, 16, 12];

/**
 * Whether the logits of one wide forward equal those of narrow ones bit for bit: then drafts and
 * parallel prefill can't change the output. Takes an empty cache and leaves it empty.
 */
export async function isLossless(model: LanguageModel): Promise<boolean> {
  const nTokens = WIDTHS.reduce((total, width) => total + width);
  const tokens = anyTokens(model.nVocabulary, nTokens);
  // Copies: rows are only valid until the next forward.
  const wide = (await model.forward(tokens, [...tokens.keys()], 'logits')).map((row) =>
    row.slice(),
  );
  model.truncate(0);
  let start = 0;
  let isEqual = true;
  for (const width of WIDTHS) {
    const narrow = tokens.slice(start, start + width);
    const rows = await model.forward(narrow, [...narrow.keys()], 'logits');
    isEqual &&= rows.every((row, i) => bytesOf(row).equals(bytesOf(wide[start + i]!)));
    start += width;
  }
  model.truncate(0);
  return isEqual;
}

/** A model that shows the numbers in its cache. */
export interface CachingModel extends LanguageModel {
  keysAndValues(nTokens: number): readonly Float32Array[];
}

/**
 * Sees that new keys and values stand in the cache before attention reads them, though the runtime
 * knows nothing of that: a token is read over rows of zeros, then over its own. Throws a ModelError
 * where the two differ. Takes an empty cache and leaves it empty.
 */
export async function requireInPlace(model: CachingModel): Promise<void> {
  const logits: Buffer[] = [];
  for (let time = 0; time < 2; time++) {
    model.truncate(0);
    const [row] = await model.forward(anyTokens(model.nVocabulary, 1), [0], 'logits');
    logits.push(Buffer.from(bytesOf(row!)));
  }
  const isWritten = model.keysAndValues(1).every((rows) => rows.some((value) => value !== 0));
  model.truncate(0);
  if (logits[0]!.equals(logits[1]!) && isWritten) return;
  throw new ModelError('The inference library does not keep the cache in place.', {
    hint: 'Install the version of `onnxruntime-node` that `cad` asks for.',
  });
}

function bytesOf(row: Float32Array): Buffer {
  return Buffer.from(row.buffer, row.byteOffset, row.byteLength);
}
