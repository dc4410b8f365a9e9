// What was found out about a model folder, kept in the user's cache folder so that it is asked once.
import { createHash } from 'node:crypto';
import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { cpus, homedir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { env, pid, platform } from 'node:process';
import type { CostTable } from '../costs.js';
import type { Device } from '../engine/devices.js';
import type { Manifest } from './manifest.js';

export interface Stamp {
  /** Hash, size and time of change of each file when it was last found intact. */
  readonly files: Readonly<Record<string, string>>;
  /** What was measured, by all that it depends on. */
  readonly measured: Readonly<Record<string, MachineFacts>>;
  /** The fastest device, by all that it depends on. */
  readonly fastest: Readonly<Record<string, Device>>;
}

/** What is so for one model on one machine. */
export interface MachineFacts {
  /** Whether forwards are lossless. */
  readonly isLossless: boolean;
  readonly costs: CostTable;
}

/** The folder for what can be made again: `copy-as-decode` in the platform's cache folder. */
export function cacheFolder(): string {
  return join(platformCache(), 'copy-as-decode');
}

/** Reads the stamp of a model folder; empty where there is none, or none that can be read. */
export function readStamp(folder: string): Stamp {
  try {
    const { files, measured, fastest } = JSON.parse(readFileSync(pathOf(folder), 'utf8'));
    return { files: { ...files }, measured: { ...measured }, fastest: { ...fastest } };
  } catch {
    return { files: {}, measured: {}, fastest: {} };
  }
}

/** Writes the stamp of a model folder. Where that fails, the facts are found out again next time. */
export function writeStamp(folder: string, stamp: Stamp): void {
  const path = pathOf(folder);
  const unfinished = `${path}.${pid}`;
  try {
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(unfinished, JSON.stringify(stamp));
    renameSync(unfinished, path);
  } catch {
    // A cache folder that can't be written costs time, nothing else.
  }
}

/** Names all that is measured depends on; `options` are those of the engine. */
export function measureKey(
  { files }: Manifest,
  runtimeVersion: string,
  options: Readonly<Record<string, unknown>>,
): string {
  const parts = JSON.stringify([files, runtimeVersion, options, cpus()[0]?.model]);
  return createHash('sha256').update(parts).digest('hex').slice(0, 16);
}

function pathOf(folder: string): string {
  const key = createHash('sha256').update(resolve(folder)).digest('hex').slice(0, 16);
  return join(cacheFolder(), 'models', `${key}.json`);
}

function platformCache(): string {
  if (env.XDG_CACHE_HOME) return env.XDG_CACHE_HOME;
  if (platform === 'darwin') return join(homedir(), 'Library', 'Caches');
  if (platform === 'win32' && env.LOCALAPPDATA) return env.LOCALAPPDATA;
  return join(homedir(), '.cache');
}
