// Finds the folder of a model by its path, its name, or the id that it was pulled by.
import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { ModelError } from '../../errors.js';
import { packageFile } from '../../package-file.js';
import { modelName, parseModelId, pulledFolder } from './store.js';

/** The model that comes with the package. */
export const EMBEDDED_MODEL = 'smollm2-135m-edit';

/**
 * Gives the absolute folder of a model: a folder with a manifest, the name of one that comes with
 * the package, or the id of one that was pulled. A name or an id wins over a folder of the same
 * name; `./name` means the folder. Throws a ModelError where there is none.
 */
export function findModel(nameOrPath: string = EMBEDDED_MODEL): string {
  const isName = /^[\w-][\w.-]*$/.test(nameOrPath);
  const id = parseModelId(nameOrPath);
  const folders = [
    ...(isName ? [packageFile(`models/${nameOrPath}`)] : []),
    ...(id ? [pulledFolder(id)] : []),
    resolve(nameOrPath),
  ];
  const folder = folders.find((candidate) => existsSync(join(candidate, 'manifest.json')));
  if (folder !== undefined) return folder;
  const embedded = `Leave out \`--model\` to use the embedded model \`${EMBEDDED_MODEL}\`.`;
  if (existsSync(resolve(nameOrPath)) || !(isName || id)) {
    throw new ModelError(
      `The folder \`${nameOrPath}\` holds no model: it has no \`manifest.json\`.`,
      { hint: embedded },
    );
  }
  throw id
    ? new ModelError(`The model \`${modelName(id)}\` has not been pulled.`, {
        hint: `Run \`cad model pull ${modelName(id)}\`.`,
      })
    : new ModelError(`There is no model \`${nameOrPath}\`.`, { hint: embedded });
}
