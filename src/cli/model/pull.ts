// `cad model pull`: brings a model here.

import type { Dtype } from '../../decode/model/pull/choose.js';
import { type Pulled, pull } from '../../decode/model/pull/pull.js';
import { type ModelId, modelName, parseModelId } from '../../decode/model/store.js';
import { EXIT, type ExitStatus, UsageError } from '../../errors.js';
import { fileProblem } from '../../git/file-problem.js';
import { interrupted } from '../interrupt.js';
import { printError, printLine } from '../json.js';
import { bytesOf, pulledText } from './announce.js';
import type { ModelOptions } from './list.js';
import { pullProgress } from './pull-progress.js';

export interface PullOptions extends ModelOptions {
  readonly dtype?: Dtype;
  readonly from?: string;
}

/** Pulls a model. Throws CadErrors, which `--json` also reports on standard output. */
export async function modelPull(name: string, options: PullOptions): Promise<ExitStatus> {
  try {
    const id = idOf(name);
    const pulled = await pullModel(id, options);
    if (options.json) await printLine(pulledObject(pulled));
    else process.stderr.write(pulledText(modelName(id), pulled));
    return EXIT.done;
  } catch (error) {
    if (options.json) await printError(error);
    throw error;
  }
}

/** Reads the name of a model on the hub. Throws a UsageError. */
export function idOf(name: string): ModelId {
  const id = parseModelId(name);
  if (id) return id;
  throw new UsageError(`\`${name}\` is not the name of a model on the hub.`, {
    hint: 'It looks like `organisation/name`, or `organisation/name@revision`.',
  });
}

async function pullModel(id: ModelId, { dtype, from }: PullOptions): Promise<Pulled> {
  const progress = pullProgress(modelName(id));
  const request = { id, ...(dtype && { dtype }), ...(from !== undefined && { from }) };
  try {
    return await pull(request, progress.onEvent, interrupted);
  } catch (error) {
    interrupted.throwIfAborted();
    throw fileProblem(error, `The model \`${modelName(id)}\` cannot be stored`);
  } finally {
    progress.end();
  }
}

function pulledObject({ origin, folder, manifest, isNew }: Pulled): object {
  const { repo, revision, commit, dtype } = origin;
  return { type: 'pulled', repo, revision, commit, dtype, folder, bytes: bytesOf(manifest), isNew };
}
