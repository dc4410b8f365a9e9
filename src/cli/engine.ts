// Turns settings into a decoder and the part of a request that all files share.

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Decoder } from '../decode/decoder.js';
import { startDecoder } from '../decode/engine/process.js';
import { findModel } from '../decode/model/find.js';
import { readManifest } from '../decode/model/manifest.js';
import { ModelError } from '../errors.js';
import { sha256 } from '../git/sha256.js';
import type { Request } from '../propose.js';
import { warningText } from './announce.js';
import { deviceOf } from './device.js';
import { DEFAULTS } from './schema.js';
import type { Settings } from './settings.js';

export interface Engine {
  readonly decoder: Decoder;
  /** Name of the model, for the commit's trailer. */
  readonly model: string;
  /** SHA-256 of its manifest. */
  readonly modelSha256: string;
  readonly asked: Omit<Request, 'files'>;
}

const NOT_SURE =
  '`--min-confidence` has no effect but on syntax: how sure this model is can’t be told here.';

/** Opens the model of the settings. The caller closes the decoder. Rejects with a ModelError. */
export async function openEngine(settings: Settings, instruction: string): Promise<Engine> {
  const { threads, temperature, topP, seed, promptCache } = { ...DEFAULTS, ...settings };
  const { maxTokens, candidates, minConfidence } = { ...DEFAULTS, ...settings };
  const promptCacheBytes = 1e6 * promptCache;
  const folder = findModel(settings.model);
  const manifest = readManifest(folder);
  const { mode = manifest.modes[0]! } = settings;
  if (!manifest.modes.includes(mode)) {
    throw new ModelError(`The model \`${manifest.name}\` does not serve the mode \`${mode}\`.`, {
      hint: `It serves \`${manifest.modes.join('` and `')}\`.`,
    });
  }
  const isSure = manifest.calibration && mode === 'program' && temperature === 0;
  if (minConfidence && !isSure) process.stderr.write(warningText(NOT_SURE));
  const device = await deviceOf(folder, settings);
  return {
    decoder: startDecoder({ model: folder, threads, device, promptCacheBytes }),
    model: manifest.name,
    modelSha256: sha256(readFileSync(join(folder, 'manifest.json'))),
    asked: {
      instruction,
      mode,
      sampling: { temperature, topP, seed },
      candidates,
      ...(maxTokens !== undefined && { maxTokens }),
      ...(minConfidence !== undefined && { minConfidence }),
      ...(manifest.calibration && { calibration: manifest.calibration }),
    },
  };
}
