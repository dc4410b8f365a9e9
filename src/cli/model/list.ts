// `cad model list`: the models that are here.

import { EXIT, type ExitStatus } from '../../errors.js';
import { printLine } from '../json.js';
import { writeOutput } from '../streams.js';
import { listText } from './announce.js';
import { listModels } from './listed.js';

export interface ModelOptions {
  readonly json?: boolean;
}

/** Prints the models. Throws a UsageError where the settings are wrong. */
export async function modelList({ json = false }: ModelOptions): Promise<ExitStatus> {
  const models = await listModels();
  if (json) await printLine({ models });
  else await writeOutput(listText(models));
  return EXIT.done;
}
