// The embedded model, or the folder that CAD_MODEL names.
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { load } from '../../src/decode/engine/load.js';
import type { LoadedModel } from '../../src/decode/loaded-model.js';
import { findModel } from '../../src/decode/model/find.js';
import { useTemporaryCache } from '../decode/tiny-model.js';

const embedded = fileURLToPath(new URL('../../models/smollm2-135m-edit', import.meta.url));

/** Whether there is a model to test: a checkout without the large files has none. */
export const hasModel = process.env.CAD_MODEL !== undefined || existsSync(embedded);

if (!hasModel) console.warn(`Tests of the embedded model are skipped: \`${embedded}\` is absent.`);

/** Loads the model with the given number of threads. */
export function loadEmbedded(threads: number): Promise<LoadedModel> {
  useTemporaryCache();
  return load({ model: findModel(process.env.CAD_MODEL), threads, device: 'cpu' });
}
