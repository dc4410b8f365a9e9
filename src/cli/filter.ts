// `cad fix -`: text comes from standard input and goes, edited, to standard output.

import { EXIT, type ExitStatus, StateError, UsageError } from '../errors.js';
import { binaryKind } from '../git/binary.js';
import { Source } from '../grammar/source.js';
import { propose } from '../propose.js';
import { outcomeText, statsText } from './announce.js';
import { kebab } from './config.js';
import { openEngine } from './engine.js';
import { parseFileArgument, regionOf } from './file-argument.js';
import { interrupted } from './interrupt.js';
import { emptyOutcome, statusOf } from './outcome.js';
import { calmed, progressLine } from './progress.js';
import type { FixOptions } from './run.js';
import type { Settings } from './settings.js';
import { readStdin, writeOutput } from './streams.js';

/** Options that make no sense without a file that can change. */
const FILE_OPTIONS = [
  'commit',
  'stage',
  'write',
  'patch',
  'output',
  'dryRun',
  'json',
  'message',
  'check',
];

/**
 * Filters standard input. Where the model does not finish, the text passes through unchanged and
 * the status is 1; where this throws, nothing has been printed.
 */
export async function filter(
  instruction: string,
  settings: Settings,
  options: FixOptions,
): Promise<ExitStatus> {
  refuseFileOptions(options);
  const source = new Source(await readStdin());
  const kind = binaryKind(source.bytes);
  if (kind) throw new StateError(`Standard input is ${kind}, and only UTF-8 text can be edited.`);
  // The name says which lines may change, as the path of a file does.
  const argument = parseFileArgument(options.filename ?? 'stdin', () => false);
  const { path } = argument;
  const progress = progressLine([path]);
  const { asked, decoder } = await openEngine(settings, instruction);
  try {
    const region = await regionOf(argument, source, options.symbol);
    const request = { ...asked, files: [{ path, source, ...region }] };
    const proposal = await propose(request, decoder, calmed(progress.onEvent), interrupted).finally(
      progress.clear,
    );
    const unfinished = emptyOutcome(proposal);
    await writeOutput(unfinished ? source.bytes : proposal[0]!.after.bytes);
    process.stderr.write(unfinished ? outcomeText(unfinished) : '');
    if (options.stats) process.stderr.write(statsText(proposal, performance.now()));
    return unfinished ? statusOf(unfinished) : EXIT.done;
  } finally {
    await decoder.close();
  }
}

function refuseFileOptions(options: FixOptions): void {
  const given = FILE_OPTIONS.find((name) => options[name as keyof FixOptions] !== undefined);
  if (given === undefined) return;
  throw new UsageError(
    `\`--${kebab(given)}\` cannot be used with \`-\`: the result goes to standard output.`,
  );
}
