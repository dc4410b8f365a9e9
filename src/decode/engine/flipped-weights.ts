// The weights for CPUs without exact products of u8 by s8: the same files with every sign bit flipped,
// as the graph for u8 by u8 reads them. The inference library does this itself, in three times as long.
import { open } from 'node:fs/promises';
import { join } from 'node:path';
import type { InferenceSession } from 'onnxruntime-node';
import type { Manifest } from '../model/manifest.js';

const SIGNS = 0x80808080;

/**
 * Reads the weights of a model folder for one call of `use`, which gets them as options of a session.
 * Their memory is given back when the call ends: a session has copies of its own.
 */
export async function withFlippedWeights<T>(
  folder: string,
  { files }: Manifest,
  use: (weights: InferenceSession.SessionOptions) => Promise<T>,
): Promise<T> {
  const names = Object.keys(files).filter((name) => name.endsWith('.bin'));
  const read = await Promise.all(names.map((name) => readFlipped(join(folder, name))));
  try {
    return await use({ externalData: names.map((path, at) => ({ path, data: read[at]! })) });
  } finally {
    for (const { buffer } of read) buffer.resize(0);
  }
}

async function readFlipped(path: string): Promise<Uint8Array<ArrayBuffer>> {
  const file = await open(path);
  try {
    const { size } = await file.stat();
    const capacity = Math.ceil(size / 4) * 4;
    const buffer = new ArrayBuffer(capacity, { maxByteLength: capacity });
    const bytes = new Uint8Array(buffer, 0, size);
    for (let at = 0; at < size; ) {
      const { bytesRead } = await file.read(bytes, at, size - at, at);
      if (bytesRead === 0) throw new Error(`\`${path}\` was cut short.`);
      at += bytesRead;
    }
    const words = new Uint32Array(buffer, 0, buffer.byteLength / 4);
    for (let at = 0; at < words.length; at++) words[at]! ^= SIGNS;
    return bytes;
  } finally {
    await file.close();
  }
}
