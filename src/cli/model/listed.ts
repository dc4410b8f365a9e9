// The models that are here: the embedded one, those that were pulled, and the one in use.

import { EMBEDDED_MODEL, findModel } from '../../decode/model/find.js';
import {
  bytesIn,
  isComplete,
  listPulled,
  modelName,
  parseModelId,
} from '../../decode/model/store.js';
import { readSettings } from '../config.js';

export interface ListedModel {
  /** As the setting `model` spells it. */
  readonly name: string;
  /** Undefined for one in use that is not there. */
  readonly folder?: string;
  readonly bytes: number;
  /** Whether all files are there in their size; their content is not read. */
  readonly state: 'whole' | 'partly pulled' | 'damaged' | 'missing';
  readonly isUsed: boolean;
  readonly dtype?: string | undefined;
  readonly commit?: string | undefined;
}

/** Lists the models: the embedded one first, a folder in use last. */
export async function listModels(): Promise<ListedModel[]> {
  const used = await usedModel();
  const models = [
    modelIn(EMBEDDED_MODEL, findModel(EMBEDDED_MODEL), used),
    ...listPulled().map(({ id, folder, origin }): ListedModel => {
      const { dtype, commit } = origin ?? {};
      const model = { ...modelIn(modelName(id), folder, used), dtype, commit };
      return origin ? model : { ...model, state: 'partly pulled' };
    }),
  ];
  return models.some(({ isUsed }) => isUsed) ? models : [...models, otherModel(used)];
}

/** The model of the settings here, as it is spelt in a list. */
export async function usedModel(): Promise<string> {
  const { model = EMBEDDED_MODEL } = await readSettings({}, process.cwd());
  const id = parseModelId(model);
  return id ? modelName(id) : model;
}

function modelIn(name: string, folder: string, used: string): ListedModel {
  const state = isComplete(folder) ? 'whole' : 'damaged';
  return { name, folder, bytes: bytesIn(folder), state, isUsed: name === used };
}

function otherModel(name: string): ListedModel {
  try {
    return modelIn(name, findModel(name), name);
  } catch {
    return { name, bytes: 0, state: 'missing', isUsed: true };
  }
}
