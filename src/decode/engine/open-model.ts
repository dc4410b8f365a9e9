// Opens the graph of a model folder, of either layout.
import type { Manifest } from '../model/manifest.js';
import { OnnxModel } from './onnx.js';
import type { SessionOptions } from './session.js';
import { TransformersModel } from './transformers.js';

/** Rejects with a ModelError where the graph or the device can't be used. */
export function openModel(
  folder: string,
  manifest: Manifest,
  options: SessionOptions,
): Promise<OnnxModel | TransformersModel> {
  const kind = manifest.layout === 'transformers' ? TransformersModel : OnnxModel;
  return kind.load(folder, manifest, options);
}
