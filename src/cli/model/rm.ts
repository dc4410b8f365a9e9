// `cad model rm`: removes models that were pulled.

import { existsSync, renameSync, rmSync } from 'node:fs';
import { EMBEDDED_MODEL } from '../../decode/model/find.js';
import { whileLocked } from '../../decode/model/pull/lock.js';
import { type ModelId, modelName, partFolder, pulledFolder } from '../../decode/model/store.js';
import { EXIT, type ExitStatus, ModelError, StateError, UsageError } from '../../errors.js';
import { fileProblem } from '../../git/file-problem.js';
import { interrupted } from '../interrupt.js';
import { removedText, waitingText } from './announce.js';
import { usedModel } from './listed.js';
import { idOf } from './pull.js';

/** Removes models, whole or in part: all of them, or none where one cannot be removed. */
export async function modelRemove(names: readonly string[]): Promise<ExitStatus> {
  const used = await usedModel();
  const ids = names.map((name) => removable(name, used));
  for (const id of ids) {
    await remove(id);
    process.stderr.write(removedText(modelName(id)));
  }
  return EXIT.done;
}

function removable(name: string, used: string): ModelId {
  if (name === EMBEDDED_MODEL) {
    throw new UsageError(`The model \`${name}\` comes with \`cad\`, and cannot be removed.`);
  }
  const id = idOf(name);
  if (modelName(id) === used) {
    throw new StateError(`The model \`${used}\` is in use.`, {
      hint: `Run \`cad model use ${EMBEDDED_MODEL}\`, or choose another one.`,
    });
  }
  if (!existsSync(pulledFolder(id)) && !existsSync(partFolder(id))) {
    throw new ModelError(`The model \`${modelName(id)}\` has not been pulled.`, {
      hint: 'Run `cad model list` for those that are here.',
    });
  }
  return id;
}

async function remove(id: ModelId): Promise<void> {
  const [folder, part] = [pulledFolder(id), partFolder(id)];
  const onWait = () => void process.stderr.write(`${waitingText(modelName(id))}\n`);
  try {
    await whileLocked(folder, interrupted, onWait, async () => {
      rmSync(part, { recursive: true, force: true });
      // Half removed, it must not be taken for a model.
      if (existsSync(folder)) renameSync(folder, part);
      rmSync(part, { recursive: true, force: true });
    });
  } catch (error) {
    throw fileProblem(error, `The model \`${modelName(id)}\` cannot be removed`);
  }
}
