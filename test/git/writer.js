// A child of write.test.ts: turns files of `a` into files of `b` and back, until it is killed or,
// with `once`, one time. Prints how long the first time took, or the error that it ended with.

import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { sha256 } from '../../dist/git/sha256.js';
import { writeFiles } from '../../dist/git/write.js';

const [folder, mode] = process.argv.slice(2);

function flipped(path) {
  const absolute = join(folder, path);
  const bytes = readFileSync(absolute);
  const after = Buffer.alloc(bytes.length, bytes[0] === 0x61 ? 'b' : 'a');
  return { absolute, path, bytes, sha256: sha256(bytes), after };
}

const turn = () => writeFiles(readdirSync(folder).map(flipped));

try {
  const begin = performance.now();
  turn();
  process.stdout.write(String(performance.now() - begin));
  while (mode !== 'once') turn();
} catch (error) {
  process.stdout.write(error.message);
}
