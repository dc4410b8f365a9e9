// `cad doctor`: whether `cad fix` would work here, and what to do where it would not.

import { EXIT, type ExitStatus } from '../../errors.js';
import { lines } from '../announce.js';
import { readSettings } from '../config.js';
import { printError, printLine } from '../json.js';
import { statusLine } from '../progress.js';
import type { Settings } from '../settings.js';
import { writeOutput } from '../streams.js';
import { engineFindings } from './engine.js';
import type { Finding } from './finding.js';
import { gitFindings } from './git.js';
import { machineFindings } from './machine.js';

export interface DoctorOptions {
  readonly json?: boolean;
}

/** Prints the findings. Gives what `cad fix` would end with; the model counts before the repository. */
export async function doctor(options: DoctorOptions & Record<string, unknown>) {
  try {
    const { json, ...flags } = options;
    const findings = await examine(await readSettings(flags, process.cwd()));
    const statuses = findings.map(({ status = EXIT.done }) => status);
    const status: ExitStatus = statuses.includes(EXIT.model)
      ? EXIT.model
      : (statuses.find((each) => each !== EXIT.done) ?? EXIT.done);
    await (json ? printLine({ status, findings }) : writeOutput(reportText(findings)));
    return status;
  } catch (error) {
    if (options.json) await printError(error);
    throw error;
  }
}

async function examine(settings: Settings): Promise<Finding[]> {
  const line = statusLine();
  line.show('Trying the model');
  try {
    const found = [await gitFindings(), await engineFindings(settings)];
    return [...machineFindings(settings), ...found.flat()];
  } finally {
    line.clear();
  }
}

function reportText(findings: readonly Finding[]): string {
  const width = Math.max(...findings.map(({ name }) => name.length));
  return lines(
    ...findings.flatMap(({ name, found, todo, status }) => {
      const mark = status !== undefined ? 'no  ' : todo === undefined ? 'ok  ' : 'note';
      const indent = ' '.repeat(width + 8);
      return [
        `${mark}  ${name.padEnd(width)}  ${found}`,
        ...(todo === undefined ? [] : [`${indent}To do: ${todo}`]),
      ];
    }),
    findings.some(({ status }) => status !== undefined)
      ? '`cad fix` does not work here yet.'
      : '`cad fix` works here.',
  );
}
