// Which devices the inference library can use here, and how fast, found out by running graphs on each.

import { fork } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import type { SessionOptions } from './session.js';

/** Devices by the names of their execution providers. */
export const DEVICES = ['cpu', 'cuda', 'webgpu', 'dml', 'coreml'] as const;
export type Device = (typeof DEVICES)[number];

/** What the library says of itself. */
export interface Runtime {
  readonly version: string;
  readonly backends: readonly Device[];
}

/** What a process of its own found, or why it could not. */
export type Found<T> =
  | { readonly value: T; readonly problem?: undefined }
  | { readonly problem: string };

/** A driver may hang, and a GPU that is made up by the CPU takes minutes. */
const MOST_MS = 30_000;

/** Loads the library and asks for its version and the devices that it was built for. */
export function askRuntime(): Promise<Found<Runtime>> {
  return ask('runtime');
}

/** Runs a product of matrices on a device, with no other to fall back to; gives the time it took. */
export function probeDevice(device: Device): Promise<Found<number>> {
  return ask(device);
}

/** Loads a model and gives the milliseconds of forwards such as an edit takes. */
export function timeModel(
  model: string,
  options: SessionOptions,
  signal?: AbortSignal,
): Promise<Found<number>> {
  return ask('time', [model, JSON.stringify(options)], signal);
}

/** Native code may abort, and says more on standard error than in its exceptions. */
function ask<T>(
  question: string,
  details: readonly string[] = [],
  signal?: AbortSignal,
): Promise<Found<T>> {
  const path = fileURLToPath(new URL('./device-child.js', import.meta.url));
  const child = fork(path, [question, ...details], {
    ...(signal && { signal }),
    execArgv: [],
    stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
    timeout: MOST_MS,
    killSignal: 'SIGKILL',
  });
  let said = '';
  child.stderr!.setEncoding('utf8').on('data', (text: string) => {
    said += text;
  });
  let found: Found<T> | undefined;
  return new Promise((resolve) => {
    child.on('message', (message: Found<T>) => {
      found = message;
    });
    child.once('error', (error) => resolve({ problem: error.message }));
    child.once('close', (status, signal) => {
      const ended = { problem: `Its process ended with ${signal ?? `status ${status}`}.` };
      const { problem, ...rest } = found ?? ended;
      resolve(problem === undefined ? (rest as { value: T }) : { problem: `${problem}\n${said}` });
    });
  });
}
