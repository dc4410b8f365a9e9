// What a check complains about, so that two of its runs can be compared.
import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import type { CheckRun } from '../../git/check-copy.js';
import { readDiagnostics } from '../diagnostics/read.js';

/** How often each problem is reported; a problem is known by its file and words, not by its line. */
export type Problems = ReadonlyMap<string, number>;

/** Reads a run; one that fails without a report has one problem, which is that it fails. */
export function problemsOf({ isSuccess, folder, output }: CheckRun): Problems {
  const exists = (path: string) => existsSync(resolve(folder, path));
  const problems = new Map<string, number>();
  for (const { path, text } of readDiagnostics(output, exists)) {
    const key = `${path} ${text.replace(path, '').replaceAll(/\b\d+\b/g, '')}`;
    problems.set(key, (problems.get(key) ?? 0) + 1);
  }
  if (problems.size === 0 && !isSuccess) problems.set('', 1);
  return problems;
}

export function count(problems: Problems): number {
  return [...problems.values()].reduce((sum, n) => sum + n, 0);
}

/** Whether `after` has a problem that `before` lacks, or more of one. */
export function hasNew(after: Problems, before: Problems): boolean {
  return [...after].some(([key, n]) => n > (before.get(key) ?? 0));
}
