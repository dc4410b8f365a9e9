// The embedded model, or the folder that CAD_MODEL names.
import { load } from '../../src/decode/engine/load.js';
import type { LoadedModel } from '../../src/decode/loaded-model.js';
import { findModel } from '../../src/decode/model/find.js';
import { useTemporaryCache } from '../decode/tiny-model.js';

/** Loads the model with the given number of threads. */
export function loadEmbedded(threads: number): Promise<LoadedModel> {
  useTemporaryCache();
  return load({ model: findModel(process.env.CAD_MODEL), threads, device: 'cpu' });
}
