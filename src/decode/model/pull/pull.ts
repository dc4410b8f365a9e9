// Pulls a model into the store: looked up, chosen, brought beside its place, then put there.
import { mkdirSync, rmSync } from 'node:fs';
import { dirname } from 'node:path';
import type { Manifest } from '../manifest.js';
import {
  type ModelId,
  modelName,
  type Origin,
  partFolder,
  pulledFolder,
  readOrigin,
} from '../store.js';
import type { Dtype } from './choose.js';
import { formOf } from './form.js';
import { openHub } from './hub.js';
import { openLocal } from './local.js';
import { whileLocked } from './lock.js';
import { intactOf, putInPlace, reuse } from './place.js';
import type { Source } from './source.js';
import { Transfer } from './transfer.js';

export interface PullRequest {
  readonly id: ModelId;
  /** @default what the pulled model has, or the first of `DTYPES` that there is */
  readonly dtype?: Dtype;
  /**
   * A folder or a tar archive.
   * @default the hub
   */
  readonly from?: string;
}

export type PullEvent =
  /** Another process pulls the same model. */
  | { readonly type: 'waiting' }
  /** What will be here in the end. */
  | { readonly type: 'chosen'; readonly nFiles: number; readonly bytes: number }
  /** What is here so far, in all files. */
  | { readonly type: 'bytes'; readonly bytes: number }
  | { readonly type: 'file'; readonly name: string; readonly bytes: number };

export interface Pulled {
  readonly origin: Origin;
  readonly folder: string;
  readonly manifest: Manifest;
  /** Whether the model was brought; else it was there, and intact. */
  readonly isNew: boolean;
}

/**
 * Pulls a model. What an earlier try has left is gone on with, and so is this one where `signal`
 * aborts: then it rejects with the signal's reason. Until the model is whole, one that was there
 * before stays in its place. Throws CadErrors, and what the file system throws.
 */
export async function pull(
  request: PullRequest,
  onEvent: (event: PullEvent) => void,
  signal: AbortSignal,
): Promise<Pulled> {
  const folder = pulledFolder(request.id);
  mkdirSync(dirname(folder), { recursive: true });
  const onWait = () => onEvent({ type: 'waiting' });
  return whileLocked(folder, signal, onWait, async (signal) => {
    const scratch = `${folder}~unpacked`;
    try {
      const source =
        request.from === undefined
          ? await openHub(request.id, signal)
          : await openLocal(request.from, scratch);
      return await bring(source, request, onEvent, signal);
    } finally {
      rmSync(scratch, { recursive: true, force: true });
    }
  });
}

async function bring(
  source: Source,
  { id, dtype }: PullRequest,
  onEvent: (event: PullEvent) => void,
  signal: AbortSignal,
): Promise<Pulled> {
  const [folder, part] = [pulledFolder(id), partFolder(id)];
  const form = formOf(source, dtype, readOrigin(folder)?.dtype);
  const origin = { ...id, commit: source.commit, dtype: form.dtype };
  const intact = await intactOf(folder, origin, signal);
  if (intact) return { origin, folder, manifest: intact, isNew: false };
  mkdirSync(part, { recursive: true });
  const transfer = new Transfer(source, part, onEvent, signal);
  await transfer.bring(form.descriptions);
  const { manifest: described, files } = form.read(part);
  const all = [...form.descriptions, ...files];
  const bytes = all.reduce((total, file) => total + file.bytes, 0);
  onEvent({ type: 'chosen', nFiles: all.length, bytes });
  reuse(folder, part, files);
  await transfer.bring(files);
  const manifest: Manifest = {
    name: modelName(id),
    version: source.commit?.slice(0, 10) ?? 'local',
    files: transfer.files,
    ...described,
  };
  putInPlace(part, folder, manifest, origin);
  return { origin, folder, manifest, isNew: true };
}
