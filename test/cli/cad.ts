// Runs the built `cad` as a real process.

import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';
import { afterAll } from 'vitest';
import { ENVIRONMENT } from '../git/repository.js';

export const CAD = fileURLToPath(new URL('../../bin/cad.js', import.meta.url));
export const TINY_MODEL = fileURLToPath(new URL('../../fixtures/tiny-model', import.meta.url));

const CACHE = mkdtempSync(join(tmpdir(), 'cad-cache-'));
afterAll(() => rmSync(CACHE, { recursive: true, force: true }));

const INHERITED = ['PATH', 'HOME', 'TMPDIR', 'SystemRoot'];

/** The environment of a run: nothing of the user's own settings. */
export const CLEAN: NodeJS.ProcessEnv = {
  ...Object.fromEntries(INHERITED.map((name) => [name, process.env[name]])),
  ...ENVIRONMENT,
  XDG_CACHE_HOME: CACHE,
};

export interface Ran {
  readonly stdout: string;
  readonly stderr: string;
  readonly status: number | null;
}

export interface RunOptions {
  readonly cwd?: string;
  /** What the run reads from standard input. @default nothing */
  readonly input?: string | Uint8Array;
  readonly env?: NodeJS.ProcessEnv;
}

/** Runs `cad` to its end. Output is decoded as latin1, so that every byte can be compared. */
export async function cad(
  args: readonly string[],
  { cwd = tmpdir(), input = '', env = {} }: RunOptions = {},
): Promise<Ran> {
  const child = spawn(process.execPath, [CAD, ...args], { cwd, env: { ...CLEAN, ...env } });
  child.stdin.on('error', () => {}); // a run that fails early does not read
  child.stdin.end(input);
  child.stdout.setEncoding('latin1');
  const [stdout, stderr] = await Promise.all([text(child.stdout), text(child.stderr)]);
  if (child.exitCode === null && child.signalCode === null) await once(child, 'exit');
  return { stdout, stderr, status: child.exitCode };
}

/** Shows a whole run at once, for snapshots. */
export function shown({ stdout, stderr, status }: Ran): string {
  return `${stdout}------- stderr -------\n${stderr}[exit status: ${status}]`;
}
