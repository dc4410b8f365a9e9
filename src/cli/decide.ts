// The two ways to decide about a proposal: everything at once, or on the screen.

import { messageFor } from '../git/message.js';
import type { Proposal } from '../propose.js';
import { errorText } from './announce.js';
import type { Destination } from './destination.js';
import { allHunks } from './edits.js';
import { printEvent } from './json.js';
import { type Listener, progressLine } from './progress.js';
import { colorOf, type Decision, pathsOf, proposeRun, type Run } from './run.js';
import { acceptedByFile, type Choice, initialState, reopened, type Shown } from './ui/state.js';

/** Decodes with a line of progress, or with `--json` events, and accepts all hunks. */
export async function decidePlainly(run: Run, destination?: Destination): Promise<Decision> {
  const { json } = run.options;
  const paths = pathsOf(run);
  const progress = progressLine(paths);
  const proposal = await proposeRun(
    run,
    json ? (file, event) => void printEvent(paths[file]!, event) : progress.onEvent,
  ).finally(progress.clear);
  return {
    proposal,
    accepted: allHunks(proposal),
    destination: destination ?? { to: json ? 'nowhere' : 'stdout' },
    isReviewed: false,
  };
}

/** Lets the user watch, accept or reject each hunk, and say where the accepted ones go. */
export async function decideOnScreen(run: Run, keys: NodeJS.ReadStream): Promise<Decision> {
  const { instruction } = run.engine.asked;
  const offers = { commit: run.options.message ?? messageFor(instruction), patch: 'cad.patch' };
  const decode = startDecoding(run);
  const { review } = await importScreen(colorOf(run));
  const ask = async (start: Shown): Promise<Decision> => {
    const output = process.stdout;
    const { state, proposal } = await review({ input: keys, output, instruction, start, decode });
    return {
      proposal,
      accepted: acceptedByFile(state),
      destination: destinationOf(state.choice),
      isReviewed: state.choice !== undefined,
      again: (problem) => {
        const lines = errorText(problem).trimEnd().split('\n');
        return ask({ state: reopened(state, lines), proposal });
      },
    };
  };
  return ask({ state: initialState(pathsOf(run), offers), proposal: [] });
}

/** Decodes while the screen is still loading, and keeps the events until it listens. */
function startDecoding(run: Run): (onEvent: Listener) => Promise<Proposal> {
  const early: Parameters<Listener>[] = [];
  let listener: Listener = (...event) => early.push(event);
  const proposal = proposeRun(run, (...event) => listener(...event));
  // The screen will hear of it; until then it must not count as unhandled.
  proposal.catch(() => {});
  return (onEvent) => {
    for (const event of early) onEvent(...event);
    listener = onEvent;
    return proposal;
  };
}

/**
 * Loads the screen. React is faster with NODE_ENV set, and Ink's colours heed FORCE_COLOR but not
 * NO_COLOR nor our settings; neither variable may stay, since the user's hooks would get it.
 */
async function importScreen(color: boolean): Promise<typeof import('./ui/open.js')> {
  const { NODE_ENV, FORCE_COLOR } = process.env;
  process.env.NODE_ENV ??= 'production';
  if (!color) process.env.FORCE_COLOR = '0';
  try {
    return await import('./ui/open.js');
  } finally {
    restore({ NODE_ENV, FORCE_COLOR });
  }
}

function restore(variables: Record<string, string | undefined>): void {
  for (const [name, value] of Object.entries(variables)) {
    if (value === undefined) delete process.env[name];
    else process.env[name] = value;
  }
}

function destinationOf(choice: Choice | undefined): Destination | undefined {
  switch (choice?.action) {
    case 'commit':
      return { to: 'commit', message: choice.message };
    case 'patch':
      return { to: 'file', file: choice.file };
    case 'stage':
    case 'write':
      return { to: choice.action };
    default:
      return undefined;
  }
}
