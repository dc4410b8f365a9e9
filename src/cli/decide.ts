// Decides about a proposal without a screen: everything at once.

import type { Destination } from './destination.js';
import { allHunks } from './edits.js';
import { printEvent } from './json.js';
import { progressLine } from './progress.js';
import { type Decision, pathsOf, proposeRun, type Run } from './run.js';

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
