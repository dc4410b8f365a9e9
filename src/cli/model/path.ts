// `cad model path`: where a model lies.

import { findModel } from '../../decode/model/find.js';
import { EXIT, type ExitStatus } from '../../errors.js';
import { readSettings } from '../config.js';
import { writeOutput } from '../streams.js';

/** Prints the folder of a model, by default of the one in use. Throws a ModelError. */
export async function modelPath(name: string | undefined): Promise<ExitStatus> {
  const folder = findModel(name ?? (await readSettings({}, process.cwd())).model);
  await writeOutput(`${folder}\n`);
  return EXIT.done;
}
