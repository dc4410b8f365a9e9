// Changes of files by their blobs, as they lie in files of ours in the git directory.

import { readFileSync } from 'node:fs';
import { isTreePath } from './tree-path.js';

/** A path and two of its blobs. */
export interface Change {
  readonly path: string;
  readonly before: string;
  readonly after: string;
}

export function areChanges(value: unknown): value is readonly Change[] {
  const isChange = (change: Partial<Change> | null): change is Change =>
    isTreePath(change?.path) && isBlobId(change?.before) && isBlobId(change?.after);
  if (!Array.isArray(value) || !value.every(isChange)) return false;
  return new Set(value.map(({ path }) => path)).size === value.length;
}

export function isBlobId(id: unknown): id is string {
  return typeof id === 'string' && /^[0-9a-f]{40,64}$/.test(id);
}

/** The content of a JSON file: null where it is not JSON, undefined where there is none. */
export function readJson(path: string): unknown {
  let text: string;
  try {
    text = readFileSync(path, 'utf8');
  } catch {
    return undefined;
  }
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
