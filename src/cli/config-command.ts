// `cad config`: the settings in force, and where each comes from.

import { relative } from 'node:path';
import { EXIT, type ExitStatus } from '../errors.js';
import { lines } from './announce.js';
import { readLayers, variable } from './config.js';
import { printError, printLine } from './json.js';
import { DEFAULTS, SETTING_NAMES } from './schema.js';
import { type Layer, merge, sourceOf } from './settings.js';
import { writeOutput } from './streams.js';

export interface ConfigOptions {
  readonly json?: boolean;
}

/** One setting as it is in force. */
interface InForce {
  /** Undefined where it depends on the run. */
  readonly value: unknown;
  readonly from: Layer['kind'] | 'default';
  readonly file?: string;
  readonly variable?: string;
}

/** Prints each setting. Throws as `readLayers` does; `--json` reports that on standard output too. */
export async function configCommand({ json }: ConfigOptions): Promise<ExitStatus> {
  try {
    const settings = await settingsInForce(process.cwd());
    if (json) await printLine(settings);
    else await writeOutput(configText(settings, process.cwd()));
    return EXIT.done;
  } catch (error) {
    if (json) await printError(error);
    throw error;
  }
}

/** Gives what is in force in folder `cwd`, by key. */
export async function settingsInForce(cwd: string): Promise<Record<string, InForce>> {
  const layers = await readLayers({}, cwd);
  const { hook, ...given } = merge(layers);
  const values: Record<string, unknown> = { ...DEFAULTS, ...given };
  const keys = [...SETTING_NAMES, 'hook'] as const;
  return Object.fromEntries(
    keys.map((key) => {
      const { kind: from = 'default' as const, file } = sourceOf(layers, key) ?? {};
      const value = key === 'hook' ? (hook ? withoutFile(hook) : null) : (values[key] ?? null);
      return [
        key,
        { value, from, ...(file && { file }), ...(from === 'environment' && named(key)) },
      ];
    }),
  );
}

function withoutFile({ file: _, ...hook }: { file?: string }) {
  return hook;
}

function named(key: string) {
  return { variable: variable(key) };
}

function configText(settings: Record<string, InForce>, cwd: string): string {
  const rows = Object.entries(settings).map(([key, { value, from, file, variable }]) => [
    key,
    value === null ? '-' : JSON.stringify(value),
    file ? relative(cwd, file) || file : (variable ?? from),
  ]);
  const width = (column: number) => Math.max(...rows.map((row) => row[column]!.length));
  const [keys, values] = [width(0), Math.min(40, width(1))];
  return lines(
    ...rows.map(([key, value, from]) => `${key!.padEnd(keys)}  ${value!.padEnd(values)}  ${from}`),
  );
}
