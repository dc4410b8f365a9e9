// `cad trust`: lets the check commands run that a repository's configuration names.

import { EXIT, type ExitStatus, UsageError } from '../errors.js';
import { readSettings } from './config.js';
import { revokedText, trustText } from './hook/announce.js';
import { checksOf, revokeTrust, trust } from './hook/trusted.js';
import { openRepository } from './open-repository.js';
import { writeOutput } from './streams.js';

export interface TrustOptions {
  readonly revoke?: boolean;
}

/** Trusts the commands as they are now, and prints them. Throws a UsageError where there are none. */
export async function trustCommand({ revoke = false }: TrustOptions): Promise<ExitStatus> {
  const { top } = await openRepository();
  if (revoke) {
    revokeTrust(top);
    await writeOutput(revokedText(top));
    return EXIT.done;
  }
  const { hook } = await readSettings({}, top);
  if (!hook?.file || checksOf(hook).length === 0) {
    throw new UsageError('No configuration of this repository names a command.', {
      hint: 'A rule of `hook` may have a `check`; `cad hook --help` shows one.',
    });
  }
  trust(hook.file, hook);
  await writeOutput(trustText(hook.file, checksOf(hook)));
  return EXIT.done;
}
