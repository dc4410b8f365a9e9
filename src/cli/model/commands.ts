// `cad model` on the command line; each of its commands is loaded when it runs.

import { type Command, Option } from 'commander';
import { DTYPES } from '../../decode/model/pull/choose.js';
import type { ExitStatus } from '../../errors.js';
import {
  MODEL_HELP,
  MODEL_LIST_HELP,
  MODEL_PATH_HELP,
  MODEL_PULL_HELP,
  MODEL_RM_HELP,
  MODEL_USE_HELP,
  MODEL_VERIFY_HELP,
} from '../help.js';

/** Adds `cad model` and its commands; `done` gets how one ends. */
export function addModel(cad: Command, done: (status: ExitStatus) => void): void {
  const model = cad
    .command('model')
    .description('pull models from the hub, and choose one')
    .addHelpText('after', MODEL_HELP);
  model
    .command('list')
    .description('print the models that are here, and which is in use')
    .option('--json', 'as one JSON object')
    .addHelpText('after', MODEL_LIST_HELP)
    .action(async (options) => done(await (await import('./list.js')).modelList(options)));
  model
    .command('pull')
    .argument('<model>', '`organisation/name`, or `organisation/name@revision`')
    .description('bring a model here, or the rest of it')
    .addOption(new Option('--dtype <kind>', 'the kind of numbers in its graph').choices(DTYPES))
    .option('--from <path>', 'from a folder or a tar archive, without the network')
    .option('--json', 'as one JSON object')
    .addHelpText('after', MODEL_PULL_HELP)
    .action(async (id, options) => done(await (await import('./pull.js')).modelPull(id, options)));
  model
    .command('verify')
    .argument('[model...]', 'all that are here, if none is given')
    .description('read all files of models again, and compare their SHA-256')
    .option('--json', 'as one JSON object')
    .addHelpText('after', MODEL_VERIFY_HELP)
    .action(async (names, options) =>
      done(await (await import('./verify.js')).modelVerify(names, options)),
    );
  model
    .command('use')
    .argument('<model>', 'a model, by name or by its folder')
    .description('write it to your own configuration')
    .addHelpText('after', MODEL_USE_HELP)
    .action(async (name) => done(await (await import('./use.js')).modelUse(name)));
  model
    .command('path')
    .argument('[model]', 'the one in use, if none is given')
    .description('print the folder of a model')
    .addHelpText('after', MODEL_PATH_HELP)
    .action(async (name) => done(await (await import('./path.js')).modelPath(name)));
  model
    .command('rm')
    .argument('<model...>', 'models that were pulled, whole or in part')
    .description('remove models that were pulled')
    .addHelpText('after', MODEL_RM_HELP)
    .action(async (names) => done(await (await import('./rm.js')).modelRemove(names)));
}
