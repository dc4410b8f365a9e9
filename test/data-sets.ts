// The pairs of shared/data: next to the project, or where CAD_DATA says.
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

export interface DataPair {
  readonly id: string;
  readonly before: string;
  readonly after: string;
}

const folder = process.env.CAD_DATA ?? fileURLToPath(new URL('../../shared/data', import.meta.url));

/** Why tests on the data sets are skipped, or undefined where the sets are there. */
export const absence = existsSync(folder)
  ? undefined
  : `the data sets are not at \`../shared/data\`; set CAD_DATA to test on them`;

if (absence && process.env.CI) throw new Error(`In CI, ${absence}`);
if (absence) console.warn(`Tests on the data sets are skipped: ${absence}.`);

/** Reads all pairs of all sets, those with documentation too. */
export function readPairs(): DataPair[] {
  return readdirSync(folder)
    .filter((name) => name.endsWith('.jsonl'))
    .flatMap((name) => readFileSync(join(folder, name), 'utf8').trim().split('\n'))
    .map((line) => JSON.parse(line) as Record<string, string>)
    .flatMap(({ id = '', before = '', after = '', before_docs, after_docs }) => {
      const pair = { id, before, after };
      if (before_docs === undefined || after_docs === undefined) return [pair];
      return [pair, { id: `${id} with docs`, before: before_docs, after: after_docs }];
    });
}
