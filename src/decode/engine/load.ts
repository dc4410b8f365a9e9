// Opens a model folder: its files checked, its graph loaded, its arithmetic probed.
import { join } from 'node:path';
import { readChat } from '../chat.js';
import { measureCosts } from '../costs.js';
import { LoadedModel } from '../loaded-model.js';
import { readManifest } from '../model/manifest.js';
import {
  cacheFolder,
  type MachineFacts,
  measureKey,
  readStamp,
  type Stamp,
  writeStamp,
} from '../model/stamp.js';
import { verify } from '../model/verify.js';
import { Tokenizer } from '../tokenizer.js';
import { OnnxModel } from './onnx.js';
import { openModel } from './open-model.js';
import { isLossless, requireInPlace } from './probe.js';
import { PromptStore } from './prompt-store.js';
import { runtimeVersion, type SessionOptions } from './session.js';
import type { TransformersModel } from './transformers.js';

export interface LoadOptions extends SessionOptions {
  /** The model folder. */
  model: string;
  /**
   * Bytes that prompts may take in the user's cache folder.
   * @default 0
   */
  promptCacheBytes?: number;
}

/** Loads a model folder. Throws a ModelError where a file, the graph or the device can't be used. */
export async function load({
  model: folder,
  promptCacheBytes: maxBytes = 0,
  ...options
}: LoadOptions): Promise<LoadedModel> {
  const manifest = readManifest(folder);
  const known = readStamp(folder);
  const files = await verify(folder, manifest, known.files);
  const model = await openModel(folder, manifest, options);
  const key = measureKey(manifest, runtimeVersion(), { ...options });
  const measured = known.measured[key] ?? (await measure(model));
  const stamp: Stamp = { ...known, files, measured: { ...known.measured, [key]: measured } };
  if (JSON.stringify(stamp) !== JSON.stringify(known)) writeStamp(folder, stamp);
  const tokenizer = Tokenizer.load(folder);
  const chat = manifest.prompt === 'chat' ? await readChat(folder, tokenizer) : undefined;
  const store = { folder: join(cacheFolder(), 'prompts'), model: key, maxBytes };
  return new LoadedModel({
    model,
    ...(measured.isLossless &&
      maxBytes > 0 &&
      model instanceof OnnxModel && { store: new PromptStore(model, store) }),
    tokenizer,
    ...(chat && { chat }),
    prompt: manifest.prompt,
    end: manifest.end,
    lossless: measured.isLossless ? 'lossless' : 'close',
    costs: measured.costs,
    ...(manifest.copyContext && { copyContext: manifest.copyContext }),
  });
}

/** Measures the costs of forwards anew, for later starts. Empties the cache. */
export async function calibrate(
  { model }: LoadedModel,
  { model: folder, promptCacheBytes: _, ...options }: LoadOptions,
): Promise<void> {
  model.truncate(0);
  const costs = await measureCosts(model);
  const stamp = readStamp(folder);
  const key = measureKey(readManifest(folder), runtimeVersion(), { ...options });
  const known = stamp.measured[key];
  if (known)
    writeStamp(folder, { ...stamp, measured: { ...stamp.measured, [key]: { ...known, costs } } });
}

/** Finds out once what each later start only reads. */
async function measure(model: OnnxModel | TransformersModel): Promise<MachineFacts> {
  if (model instanceof OnnxModel) await requireInPlace(model);
  return { isLossless: await isLossless(model), costs: await measureCosts(model) };
}
