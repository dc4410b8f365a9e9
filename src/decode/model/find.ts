// Finds the folder of a model by its path or name.
import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { ModelError } from '../../errors.js';

/** The model that comes with the package. */
export const EMBEDDED_MODEL = 'smollm2-135m-edit';

const MODELS = fileURLToPath(new URL('../../../models', import.meta.url));

/**
 * Gives the absolute folder of a model: a folder with a manifest, or the name of one that comes
 * with the package. A name wins over a folder of the same name; `./name` means the folder.
 * Throws a ModelError where there is none.
 */
export function findModel(nameOrPath: string = EMBEDDED_MODEL): string {
  const isName = /^[\w-][\w.-]*$/.test(nameOrPath);
  const folders = [...(isName ? [join(MODELS, nameOrPath)] : []), resolve(nameOrPath)];
  const folder = folders.find((candidate) => existsSync(join(candidate, 'manifest.json')));
  if (folder !== undefined) return folder;
  throw new ModelError(
    isName && !existsSync(resolve(nameOrPath))
      ? `There is no model \`${nameOrPath}\`.`
      : `The folder \`${nameOrPath}\` holds no model: it has no \`manifest.json\`.`,
    { hint: `Leave out \`--model\` to use the embedded model \`${EMBEDDED_MODEL}\`.` },
  );
}
