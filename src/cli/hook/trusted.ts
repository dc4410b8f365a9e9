// Which repositories' check commands the user lets run: by configuration file, and by what they are.

import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { dirname, join, sep } from 'node:path';
import { StateError } from '../../errors.js';
import { fileProblem } from '../../git/file-problem.js';
import { sha256 } from '../../git/sha256.js';
import { userFolder } from '../config.js';
import type { HookSettings } from './rules.js';

/** Hashes of what is trusted, by the absolute path of the configuration file that says it. */
type Trust = Readonly<Record<string, string>>;

/** The check commands of the rules. */
export function checksOf({ rules }: HookSettings): string[] {
  return rules.flatMap(({ check }) => check ?? []);
}

/** Whether the check commands may run: the user's own always, a repository's once they are trusted. */
export function isTrusted(hook: HookSettings): boolean {
  return hook.file === undefined || readTrust()[hook.file] === hashOf(hook);
}

/** Trusts the check commands that a configuration file names now. Throws a StateError. */
export function trust(file: string, hook: HookSettings): void {
  writeTrust({ ...readTrust(), [file]: hashOf(hook) });
}

/** Trusts no file of a repository any more. Throws a StateError. */
export function revokeTrust(top: string): void {
  const isOther = ([file]: [string, string]) => !file.startsWith(join(top, sep));
  writeTrust(Object.fromEntries(Object.entries(readTrust()).filter(isOther)));
}

function hashOf(hook: HookSettings): string {
  return sha256(Buffer.from(JSON.stringify(checksOf(hook))));
}

function readTrust(): Trust {
  const path = trustFile();
  let text: string;
  try {
    text = readFileSync(path, 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return {};
    throw fileProblem(error, `\`${path}\` cannot be read`);
  }
  try {
    const trust = JSON.parse(text);
    if (isTrust(trust)) return trust;
  } catch {
    // Neither is it one of ours.
  }
  throw new StateError(`\`${path}\` is not as \`cad trust\` writes it.`, { hint: 'Remove it.' });
}

function isTrust(value: unknown): value is Trust {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return false;
  return Object.values(value).every((hash) => typeof hash === 'string');
}

function writeTrust(trust: Trust): void {
  const path = trustFile();
  try {
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(`${path}.new`, `${JSON.stringify(trust, null, 2)}\n`, { mode: 0o600 });
    renameSync(`${path}.new`, path);
  } catch (error) {
    throw fileProblem(error, `\`${path}\` cannot be written`);
  }
}

function trustFile(): string {
  return join(userFolder(), 'trust.json');
}
