// Turns settings into a decoder and the part of a request that all files share.

import type { Decoder } from '../decode/decoder.js';
import { startDecoder } from '../decode/engine/process.js';
import { findModel } from '../decode/model/find.js';
import { readManifest } from '../decode/model/manifest.js';
import { ModelError } from '../errors.js';
import type { Request } from '../propose.js';
import type { Settings } from './settings.js';

export interface Engine {
  readonly decoder: Decoder;
  /** Name of the model, for the commit's trailer. */
  readonly model: string;
  readonly asked: Omit<Request, 'files'>;
}

/** Opens the model of the settings. The caller closes the decoder. Throws a ModelError. */
export function openEngine(settings: Settings, instruction: string): Engine {
  const { threads, device, temperature = 0, topP = 1, seed = 0, maxTokens } = settings;
  const promptCacheBytes = 1e6 * (settings.promptCache ?? 0);
  const folder = findModel(settings.model);
  const manifest = readManifest(folder);
  const { mode = manifest.modes[0]! } = settings;
  if (!manifest.modes.includes(mode)) {
    throw new ModelError(`The model \`${manifest.name}\` does not serve the mode \`${mode}\`.`, {
      hint: `It serves \`${manifest.modes.join('` and `')}\`.`,
    });
  }
  return {
    decoder: startDecoder({ model: folder, threads, device, promptCacheBytes }),
    model: manifest.name,
    asked: {
      instruction,
      mode,
      sampling: { temperature, topP, seed },
      ...(maxTokens !== undefined && { maxTokens }),
    },
  };
}
