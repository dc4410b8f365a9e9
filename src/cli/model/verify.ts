// `cad model verify`: compares the files of models with what their manifests say.

import { findModel } from '../../decode/model/find.js';
import { readManifest } from '../../decode/model/manifest.js';
import { verify } from '../../decode/model/verify.js';
import { CadError, EXIT, type ExitStatus } from '../../errors.js';
import { errorText } from '../announce.js';
import { interrupted } from '../interrupt.js';
import { printLine } from '../json.js';
import { statusLine } from '../progress.js';
import { writeOutput } from '../streams.js';
import { intactText, verifyingText } from './announce.js';
import type { ModelOptions } from './list.js';
import { listModels } from './listed.js';

/** What was found of a model. */
interface Checked {
  readonly name: string;
  readonly folder?: string;
  readonly isIntact: boolean;
  readonly problem?: CadError;
}

/** Prints which models are intact; status 4 where one is not. */
export async function modelVerify(
  names: readonly string[],
  { json = false }: ModelOptions,
): Promise<ExitStatus> {
  const checked: Checked[] = [];
  for (const name of names.length > 0 ? names : await wholeModels()) {
    const found = await check(name);
    checked.push(found);
    if (json) continue;
    if (found.problem) process.stderr.write(errorText(found.problem));
    else await writeOutput(intactText(name));
  }
  if (json) {
    const models = checked.map(({ problem, ...model }) => ({
      ...model,
      ...(problem && { message: problem.message, hint: problem.hint }),
    }));
    await printLine({ models });
  }
  return checked.every(({ isIntact }) => isIntact) ? EXIT.done : EXIT.model;
}

async function check(name: string): Promise<Checked> {
  const line = statusLine();
  line.show(verifyingText(name));
  try {
    const folder = findModel(name);
    await verify(folder, readManifest(folder), {}, interrupted);
    return { name, folder, isIntact: true };
  } catch (problem) {
    interrupted.throwIfAborted();
    if (!(problem instanceof CadError)) throw problem;
    return { name, isIntact: false, problem };
  } finally {
    line.clear();
  }
}

async function wholeModels(): Promise<string[]> {
  const models = await listModels();
  return models.filter(({ state }) => state !== 'partly pulled').map(({ name }) => name);
}
