// `cad fix`: from the command line to an edit at its destination.

import { existsSync } from 'node:fs';
import { type ExitStatus, StateError, UsageError } from '../errors.js';
import type { Recovery } from '../git/recover.js';
import type { Proposal } from '../propose.js';
import { leftText, outcomeText, passedText, recoveryText, statsText } from './announce.js';
import { type Facts, trailerOf } from './commit-note.js';
import { readSettings } from './config.js';
import { decidePlainly } from './decide.js';
import { deliver, printPatch } from './deliver.js';
import { type Destination, readDestination, refuseUnusedMessage } from './destination.js';
import { editsOf, extentOf, openFiles, patchOf } from './edits.js';
import { openEngine } from './engine.js';
import { explained } from './failure.js';
import { isFile } from './file-argument.js';
import { filter } from './filter.js';
import { readArguments, usesStdin } from './instruction.js';
import { printError, printOutcome } from './json.js';
import { emptyOutcome, type Outcome, statusOf } from './outcome.js';
import { colorOf, type Decision, type FixOptions, type Run } from './run.js';
import { decideOnScreen } from './screen.js';
import { readStdin, STDIN } from './streams.js';
import { openKeys } from './terminal.js';
import { version } from './version.js';

/** Runs `cad fix`. Throws CadErrors, which `--json` also reports on standard output. */
export async function fix(
  words: readonly string[],
  options: FixOptions,
  open: typeof openEngine = openEngine,
): Promise<ExitStatus> {
  try {
    return await fixFiles(words, options, open);
  } catch (error) {
    if (options.json) await printError(explained(error));
    throw error;
  }
}

async function fixFiles(
  words: readonly string[],
  options: FixOptions,
  open: typeof openEngine,
): Promise<ExitStatus> {
  const settings = await readSettings({ ...options }, process.cwd());
  const { files, instruction } = await readArguments(words, options, {
    exists: existsSync,
    isFile,
    readStdin,
  });
  if (files[0]?.path === STDIN) return filter(instruction, settings, options);
  if (options.filename !== undefined) {
    throw new UsageError('`--filename` names standard input, and needs the file `-`.');
  }
  const destination = readDestination(options, instruction);
  const { opened, passed } = await openFiles(files, options, reportRecovery);
  process.stderr.write(passedText(passed));
  if (opened.length === 0) return finishUnreported(options);
  const engine = await open(settings, instruction);
  try {
    return await finish({ options, settings, files: opened, engine }, destination);
  } finally {
    await engine.decoder.close();
  }
}

async function finish(run: Run, destination: Destination | undefined): Promise<ExitStatus> {
  const { options } = run;
  const isPlain = destination !== undefined || options.yes || options.json;
  const keys = isPlain ? undefined : openKeys(usesStdin(options));
  if (!keys) refuseUnusedMessage(options, destination);
  const decided = keys ? await decideOnScreen(run, keys) : await decidePlainly(run, destination);
  const { decision, outcome } = await settle(run, decided);
  process.stderr.write(leftText(decision.proposal) + outcomeText(outcome));
  if (options.stats) process.stderr.write(statsText(decision.proposal, performance.now()));
  return statusOf(outcome);
}

function reportRecovery(recovery: Recovery): void {
  process.stderr.write(recoveryText(recovery));
}

function factsOf(
  { model, modelSha256, asked }: Run['engine'],
  proposal: Proposal,
  instruction = asked.instruction,
): Facts {
  const { mode, sampling } = asked;
  const { temperature, seed } = sampling;
  const prompts = Object.fromEntries(proposal.map(({ path, prompts = [] }) => [path, prompts]));
  return { cad: version(), model, modelSha256, mode, instruction, temperature, seed, prompts };
}

/** Ends a run of `--from` where no report is about a file. */
async function finishUnreported(options: FixOptions): Promise<ExitStatus> {
  const outcome: Outcome = { kind: 'unreported' };
  if (options.json) await printOutcome(outcome, [], patchOf([]));
  process.stderr.write(outcomeText(outcome));
  return statusOf(outcome);
}

/** Carries a decision out. Where that fails, a user at the screen decides again. */
async function settle(
  run: Run,
  decision: Decision,
): Promise<{ decision: Decision; outcome: Outcome }> {
  const { proposal, accepted } = decision;
  const edits = editsOf(run.files, proposal, accepted);
  try {
    const outcome = await outcomeOf(run, decision, edits);
    if (run.options.json) await printOutcome(outcome, proposal, patchOf(edits));
    return { decision, outcome };
  } catch (error) {
    if (!decision.again || !(error instanceof StateError)) throw error;
    return settle(run, await decision.again(error));
  }
}

async function outcomeOf(
  run: Run,
  { proposal, accepted, destination, isReviewed, instruction }: Decision,
  edits: ReturnType<typeof editsOf>,
): Promise<Outcome> {
  const { options, settings, engine } = run;
  const color = colorOf(run);
  // A dry run shows an unfinished edit too.
  if (options.dryRun && !options.json) await printPatch(patchOf(edits), color);
  const empty = emptyOutcome(proposal);
  if (empty && !isReviewed) return empty;
  if (!destination || edits.length === 0) return { kind: 'declined' };
  return deliver(edits, extentOf(proposal, accepted), destination, {
    color,
    force: options.force,
    facts: factsOf(engine, proposal, instruction),
    ...trailerOf(settings, engine.model),
  });
}
