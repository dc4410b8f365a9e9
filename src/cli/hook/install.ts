// `cad hook install`, `uninstall` and `status`.

import { realpathSync } from 'node:fs';
import { relative } from 'node:path';
import { EXIT, type ExitStatus } from '../../errors.js';
import { hookFolder, hookStates, installHooks, uninstallHooks } from '../../git/hook-scripts.js';
import type { Repository } from '../../git/repo.js';
import { packageFile } from '../../package-file.js';
import { readSettings } from '../config.js';
import { openRepository } from '../open-repository.js';
import { writeOutput } from '../streams.js';
import * as say from './announce.js';

/** Makes the hooks of the repository here. Throws a StateError where its hooks are not its own. */
export async function hookInstall(): Promise<ExitStatus> {
  const repository = await openRepository();
  await installHooks(repository, {
    node: process.execPath,
    cad: realpathSync(packageFile('bin/cad.js')),
  });
  const folder = await hookFolder(repository);
  const inWorktree = relative(repository.top, folder);
  const isShared = !/^(\.\.|\.git)(\/|$)/.test(inWorktree);
  const nRules = (await rules(repository)).length;
  await writeOutput(say.installedText(folder, nRules, isShared));
  return EXIT.done;
}

/** Takes the hooks away. Throws a StateError where one was edited. */
export async function hookUninstall(): Promise<ExitStatus> {
  const repository = await openRepository();
  const wasThere = await uninstallHooks(repository);
  await writeOutput(say.uninstalledText(await hookFolder(repository), wasThere));
  return EXIT.done;
}

/** Prints which hooks and rules there are; status 1 where a hook is missing. */
export async function hookStatus(): Promise<ExitStatus> {
  const repository = await openRepository();
  const states = await hookStates(repository);
  await writeOutput(say.statusText(await hookFolder(repository), states, await rules(repository)));
  return states.every(({ kind }) => kind === 'ours') ? EXIT.done : EXIT.declined;
}

async function rules({ top }: Repository) {
  return (await readSettings({}, top)).hook?.rules ?? [];
}
