// The models that were pulled: where they lie, and which there are.
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { type Manifest, readManifest } from './manifest.js';
import { cacheFolder } from './stamp.js';

/** A model of the hub at a revision: a branch, a tag or a commit. */
export interface ModelId {
  /** `organisation/name`. */
  readonly repo: string;
  readonly revision: string;
}

/** Where a pulled model comes from; `pulled.json` in its folder. */
export interface Origin extends ModelId {
  /** Undefined where it came from a folder or an archive. */
  readonly commit?: string | undefined;
  /** Undefined for a model of `cad` itself, which has but one. */
  readonly dtype?: string | undefined;
}

export interface PulledModel {
  readonly id: ModelId;
  readonly folder: string;
  /** Undefined where a pull has not come to its end. */
  readonly origin?: Origin;
}

export const ORIGIN = 'pulled.json';

const MAIN = 'main';
const PART = '~part';
const ID = /^([\w-][\w.-]*\/[\w-][\w.-]*)(?:@([\w-][\w./+-]*))?$/;

/** Reads `organisation/name` or `organisation/name@revision`; undefined for anything else. */
export function parseModelId(text: string): ModelId | undefined {
  const [, repo, revision = MAIN] = ID.exec(text) ?? [];
  return repo === undefined ? undefined : { repo, revision };
}

/** Names a model as the user does. */
export function modelName({ repo, revision }: ModelId): string {
  return revision === MAIN ? repo : `${repo}@${revision}`;
}

/** The folder of a pulled model, whether it is there or not. */
export function pulledFolder({ repo, revision }: ModelId): string {
  return join(pulledModels(), `${repo}@${encodeURIComponent(revision)}`);
}

/** The folder that a model is in while it is pulled. */
export function partFolder(id: ModelId): string {
  return `${pulledFolder(id)}${PART}`;
}

/** Gives the pulled models by name, those among them whose pull has not come to its end. */
export function listPulled(): PulledModel[] {
  const top = pulledModels();
  const names = foldersIn(top).flatMap((organisation) =>
    foldersIn(join(top, organisation)).map((name) => `${organisation}/${name}`),
  );
  const whole = names.filter((name) => existsSync(join(top, name, ORIGIN)));
  const models = names.flatMap((name) => {
    const id = idOf(name.endsWith(PART) ? name.slice(0, -PART.length) : name);
    // The old one stays until the new one is whole.
    if (!id || (name.endsWith(PART) && whole.includes(name.slice(0, -PART.length)))) return [];
    const folder = join(top, name);
    if (name.endsWith(PART)) return [{ id, folder }];
    const origin = readOrigin(folder);
    return origin ? [{ id, folder, origin }] : [];
  });
  return models.sort((a, b) => (modelName(a.id) < modelName(b.id) ? -1 : 1));
}

/** Reads where the model of a folder comes from; undefined where it was not pulled. */
export function readOrigin(folder: string): Origin | undefined {
  try {
    return JSON.parse(readFileSync(join(folder, ORIGIN), 'utf8'));
  } catch {
    return undefined;
  }
}

/** What to do about a model folder whose files are not right. */
export function repairHint(folder: string): string {
  const origin = readOrigin(folder);
  return origin ? `Run \`cad model pull ${modelName(origin)}\`.` : 'Install the model again.';
}

/** Whether a folder has all files of its manifest in their size; their content is not read. */
export function isComplete(folder: string): boolean {
  const manifest = manifestOf(folder);
  return (
    manifest !== undefined &&
    Object.entries(manifest.files).every(
      ([name, { bytes }]) => sizeOf(join(folder, name)) === bytes,
    )
  );
}

/** Bytes that the files in a folder take. */
export function bytesIn(folder: string): number {
  return readdirSync(folder)
    .map((name) => sizeOf(join(folder, name)) ?? 0)
    .reduce((total, bytes) => total + bytes, 0);
}

function manifestOf(folder: string): Manifest | undefined {
  try {
    return readManifest(folder);
  } catch {
    return undefined;
  }
}

function sizeOf(path: string): number | undefined {
  return statSync(path, { throwIfNoEntry: false })?.size;
}

function idOf(name: string): ModelId | undefined {
  const at = name.lastIndexOf('@');
  try {
    return parseModelId(`${name.slice(0, at)}@${decodeURIComponent(name.slice(at + 1))}`);
  } catch {
    return undefined;
  }
}

function foldersIn(folder: string): string[] {
  try {
    const entries = readdirSync(folder, { withFileTypes: true });
    return entries.flatMap((entry) => (entry.isDirectory() ? [entry.name] : []));
  } catch {
    return [];
  }
}

function pulledModels(): string {
  return join(cacheFolder(), 'pulled');
}
