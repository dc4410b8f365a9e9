// `cad model use`: makes a model the user's own choice.

import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { EMBEDDED_MODEL, findModel } from '../../decode/model/find.js';
import { readManifest } from '../../decode/model/manifest.js';
import { modelName, parseModelId, pulledFolder } from '../../decode/model/store.js';
import { EXIT, type ExitStatus, UsageError } from '../../errors.js';
import { fileProblem } from '../../git/file-problem.js';
import { readSettings, userFolder } from '../config.js';
import { overruledText, usedText } from './announce.js';

/**
 * Writes the model to the user's configuration file. Throws a ModelError where it can't be used, a
 * UsageError where the file can't be kept as it is otherwise.
 */
export async function modelUse(name: string): Promise<ExitStatus> {
  const folder = findModel(name);
  readManifest(folder);
  const model = spelt(name, folder);
  const file = join(userFolder(), 'config.json');
  const settings = readUserFile(file, model);
  write(file, { ...settings, model });
  process.stderr.write(usedText(model, file));
  const inForce = (await readSettings({}, process.cwd())).model;
  if (inForce !== model) process.stderr.write(overruledText(inForce ?? EMBEDDED_MODEL));
  return EXIT.done;
}

/** Names a model so that it is found from any folder. */
function spelt(name: string, folder: string): string {
  const id = parseModelId(name);
  if (id && folder === pulledFolder(id)) return modelName(id);
  return folder === resolve(name) ? folder : name;
}

function readUserFile(file: string, model: string): object {
  const yaml = join(userFolder(), 'config.yaml');
  if (!existsSync(file)) {
    if (!existsSync(yaml)) return {};
    throw new UsageError(`Your configuration \`${yaml}\` is yours to write.`, {
      hint: `Put the line \`model: ${JSON.stringify(model)}\` into it.`,
    });
  }
  let settings: unknown;
  try {
    settings = JSON.parse(readFileSync(file, 'utf8'));
  } catch (cause) {
    throw new UsageError(`The configuration in \`${file}\` cannot be read.`, { cause });
  }
  if (typeof settings === 'object' && settings !== null && !Array.isArray(settings)) {
    return settings;
  }
  throw new UsageError(`\`${file}\` must hold an object of settings.`);
}

function write(file: string, settings: object): void {
  try {
    mkdirSync(userFolder(), { recursive: true });
    writeFileSync(`${file}.new`, `${JSON.stringify(settings, null, 2)}\n`);
    renameSync(`${file}.new`, file);
  } catch (error) {
    throw fileProblem(error, `\`${file}\` cannot be written`);
  }
}
