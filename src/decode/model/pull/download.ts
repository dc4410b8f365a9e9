// Brings one file here: what came before is kept, and nothing takes its name that is not right.
import { createHash } from 'node:crypto';
import { createReadStream, existsSync } from 'node:fs';
import { open, rename, rm } from 'node:fs/promises';
import { ModelError } from '../../../errors.js';
import type { ModelFile } from '../manifest.js';
import { retried } from './retry.js';
import { ConnectionError, type Source, type SourceFile } from './source.js';

export interface Receiver {
  readonly signal: AbortSignal;
  /** Called with the change in what is here of the file, in bytes. */
  onBytes(change: number): void;
}

/** Times that a file may come with the wrong content. */
const MOST_WRONG = 2;

/**
 * Makes `target` the file of `source`, and gives its size and SHA-256. What is here of it, in
 * `target` or in a part file beside it, is not read from the source again. Throws a ModelError where
 * the content stays wrong.
 */
export async function download(
  source: Source,
  file: SourceFile,
  target: string,
  receiver: Receiver,
): Promise<ModelFile> {
  const part = partOf(target, file);
  if (existsSync(target)) await rename(target, part);
  // Nothing tells whether it is a part of this file.
  if (!file.hash) await rm(part, { force: true });
  for (let nWrong = 0; nWrong < MOST_WRONG; nWrong++) {
    await complete(source, file, part, receiver);
    const sha256 = await checked(part, file);
    if (sha256 !== undefined) {
      await rename(part, target);
      return { bytes: file.bytes, sha256 };
    }
    await rm(part);
    receiver.onBytes(-file.bytes);
  }
  throw new ModelError(`\`${file.path}\` came with the wrong content ${MOST_WRONG} times.`, {
    hint: 'Something between here and the hub may change files; try another network.',
  });
}

/** The hash in its name keeps a part from being taken for one of another version. */
function partOf(target: string, { hash }: SourceFile): string {
  return `${target}.${hash?.hex.slice(0, 12) ?? 'new'}.part`;
}

/** Reads on until the part is as long as the file. */
async function complete(
  source: Source,
  file: SourceFile,
  part: string,
  { signal, onBytes }: Receiver,
): Promise<void> {
  const handle = await open(part, 'a');
  let nHere = 0;
  const count = (n: number) => {
    onBytes(n - nHere);
    nHere = n;
  };
  const readOn = async () => {
    if (nHere === file.bytes) return;
    const { from, content } = await source.open(file, nHere, signal);
    await handle.truncate(from);
    count(from);
    for await (const chunk of content) {
      const rest = chunk.subarray(0, file.bytes - nHere);
      await handle.appendFile(rest);
      count(nHere + rest.length);
      if (rest.length < chunk.length) break;
    }
    if (nHere < file.bytes) throw new ConnectionError(`\`${file.path}\` ended too early.`);
  };
  try {
    const { size } = await handle.stat();
    if (size > file.bytes) await handle.truncate(0);
    else count(size);
    await retried(readOn, signal, () => nHere);
    await handle.sync();
  } finally {
    await handle.close();
  }
}

/** Gives the SHA-256 of a file that is what it has to be, else undefined. */
async function checked(path: string, { bytes, hash }: SourceFile): Promise<string | undefined> {
  const sha256 = createHash('sha256');
  const blob = createHash('sha1').update(`blob ${bytes}\0`);
  for await (const chunk of createReadStream(path)) {
    sha256.update(chunk);
    if (hash?.kind === 'blob') blob.update(chunk);
  }
  const found = sha256.digest('hex');
  const isRight = !hash || hash.hex === (hash.kind === 'blob' ? blob.digest('hex') : found);
  return isRight ? found : undefined;
}
