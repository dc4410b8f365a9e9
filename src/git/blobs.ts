// Reads many blobs by one process, and stores one.

import type { Repository } from './repo.js';

const NEWLINE = 0x0a;
const BATCH_BYTES = 50_000_000;

/** Stores bytes as they are, or through the filters and line endings of a path; gives the blob. */
export async function storeBlob(
  repository: Repository,
  input: Uint8Array,
  path?: string,
): Promise<string> {
  const filters = path === undefined ? '--no-filters' : `--path=${path}`;
  const args = ['hash-object', '-w', filters, '--stdin'];
  const { stdout } = await repository.run(args, { input, runsPrograms: path !== undefined });
  return stdout.toString().trim();
}

/** Reads blobs; those that are not there, or are larger than `maxBytes`, are left out. */
export async function readBlobs(
  repository: Repository,
  ids: Iterable<string>,
  maxBytes: number,
): Promise<ReadonlyMap<string, Buffer>> {
  const ask = async (option: string, asked: readonly string[]) => {
    const input = asked.map((id) => `${id}\n`).join('');
    return asked.length === 0
      ? Buffer.alloc(0)
      : (await repository.run(['cat-file', option], { input })).stdout;
  };
  // `id blob size`, or `id missing`
  const checked = (await ask('--batch-check', [...new Set(ids)])).toString().trimEnd().split('\n');
  const found = checked.flatMap((line) => {
    const [id = '', type, size] = line.split(' ');
    return type === 'blob' && Number(size) <= maxBytes ? [{ id, size: Number(size) }] : [];
  });
  const blobs = new Map<string, Buffer>();
  for (const batch of batches(found)) {
    const ids = batch.map(({ id }) => id);
    const stdout = await ask('--batch', ids);
    let at = 0;
    for (const { id, size } of batch) {
      const start = stdout.indexOf(NEWLINE, at) + 1; // after a line like those above
      blobs.set(id, stdout.subarray(start, start + size));
      at = start + size + 1;
    }
  }
  return blobs;
}

/** Cuts a list into parts that one process may print. */
function batches(found: readonly { id: string; size: number }[]) {
  const parts: { id: string; size: number }[][] = [];
  let size = Number.POSITIVE_INFINITY;
  for (const blob of found) {
    size += blob.size;
    if (size > BATCH_BYTES) {
      parts.push([]);
      size = blob.size;
    }
    parts.at(-1)!.push(blob);
  }
  return parts;
}
