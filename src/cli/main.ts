// The entry of `cad`: runs a command and turns however it ends into words and an exit status.

import { CadError, EXIT, type ExitStatus, InterruptError, StateError } from '../errors.js';
import { errorText } from './announce.js';
import { runCommand } from './args.js';
import { explained } from './failure.js';
import { catchInterrupts } from './interrupt.js';
import { writeOutput } from './streams.js';
import { restoreTerminal } from './terminal.js';

catchInterrupts((isDone) => process.exit(isDone ? EXIT.done : fail(new InterruptError())));
process.stdout.on('error', (cause: NodeJS.ErrnoException) => {
  if (cause.code === 'EPIPE') process.exit(EXIT.brokenPipe);
  process.exit(fail(new StateError('Standard output cannot be written.', { cause })));
});
// Nobody reads standard error any more; that is no reason to stop.
process.stderr.on('error', () => {});
process.on('uncaughtException', (error) => process.exit(fail(error)));

void run();

async function run(): Promise<never> {
  const status = await runCommand(process.argv.slice(2)).catch(fail);
  await writeOutput('');
  process.exit(status);
}

function fail(cause: unknown): ExitStatus {
  const error = explained(cause);
  restoreTerminal();
  process.stderr.write(errorText(error, Boolean(process.env.CAD_DEBUG)));
  return error instanceof CadError ? error.exitStatus : EXIT.bug;
}
