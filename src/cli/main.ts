// The entry of `cad`: runs a command and turns however it ends into words and an exit status.

import { CadError, EXIT, type ExitStatus, InterruptError } from '../errors.js';
import { errorText } from './announce.js';
import { runCommand } from './args.js';
import { catchInterrupts, interrupted } from './interrupt.js';
import { writeOutput } from './streams.js';
import { restoreTerminal } from './terminal.js';

catchInterrupts(() => process.exit(fail(new InterruptError())));
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  process.exit(error.code === 'EPIPE' ? EXIT.brokenPipe : fail(error));
});
// Nobody reads standard error any more; that is no reason to stop.
process.stderr.on('error', () => {});
process.on('uncaughtException', (error) => process.exit(fail(error)));

const status = await runCommand(process.argv.slice(2)).catch(fail);
await writeOutput('');
process.exit(interrupted.aborted ? EXIT.interrupt : status);

function fail(error: unknown): ExitStatus {
  restoreTerminal();
  process.stderr.write(errorText(error, Boolean(process.env.CAD_DEBUG)));
  return error instanceof CadError ? error.exitStatus : EXIT.bug;
}
