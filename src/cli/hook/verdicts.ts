// What the model made of staged files before, so that the same content is not read twice.

import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { isBlobId } from '../../git/changes.js';
import { folderOf } from '../../git/journal.js';
import type { Repository } from '../../git/repo.js';
import { sha256 } from '../../git/sha256.js';

/** Verdicts that are kept, the newest. */
const MOST = 2000;

/** Blobs by the hash of all that a verdict depends on; a blob may be the one that was read. */
export class Verdicts {
  readonly #path: string;
  readonly #blobs: Map<string, string>;

  constructor(repository: Repository) {
    this.#path = join(folderOf(repository), 'verdicts.json');
    this.#blobs = readBlobs(this.#path);
  }

  /** The key of what was asked. */
  static key(asked: unknown): string {
    return sha256(Buffer.from(JSON.stringify(asked)));
  }

  get(key: string): string | undefined {
    return this.#blobs.get(key);
  }

  set(key: string, blob: string): void {
    this.#blobs.delete(key);
    this.#blobs.set(key, blob);
  }

  /** Keeps them for the next run; one that can't is no worse than one that never was. */
  save(): void {
    const draft = `${this.#path}.${process.pid}`;
    try {
      mkdirSync(dirname(this.#path), { recursive: true });
      writeFileSync(draft, JSON.stringify([...this.#blobs].slice(-MOST)));
      renameSync(draft, this.#path);
    } catch {
      // They are found again.
    }
  }
}

function readBlobs(path: string): Map<string, string> {
  try {
    const pairs: unknown[] = JSON.parse(readFileSync(path, 'utf8'));
    return new Map(pairs.filter(isPair));
  } catch {
    return new Map();
  }
}

function isPair(pair: unknown): pair is [string, string] {
  if (!Array.isArray(pair) || pair.length !== 2) return false;
  const [key, blob] = pair;
  return typeof key === 'string' && isBlobId(blob);
}
