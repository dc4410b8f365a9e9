// The sample edits of `cad bench`: files in fixtures/bench, each with one line that is wrong.

import { readFileSync } from 'node:fs';
import type { SampleEdit } from '../decode/measure/edits.js';
import { packageFile } from '../package-file.js';

/** The instruction names code, not a line: then the model is shown the whole file. */
const SAMPLES = [
  {
    path: 'orders.js',
    instruction: "use === instead of == in `order.state == 'open'`",
    wrong: "order.state == 'open'",
    right: "order.state === 'open'",
  },
  {
    path: 'accounts.py',
    instruction: 'use `is None` in `account == None`',
    wrong: 'account == None',
    right: 'account is None',
  },
  {
    path: 'queue.ts',
    instruction: 'missing await before `sleep(this.options.delayMs * 2 ** n)`',
    wrong: '        sleep(',
    right: '        await sleep(',
  },
];

/** Reads the samples. */
export function readSamples(): SampleEdit[] {
  return SAMPLES.map(({ path, instruction, wrong, right }) => {
    const before = readFileSync(packageFile(`fixtures/bench/${path}`), 'utf8');
    return { path, instruction, before, after: before.replace(wrong, right) };
  });
}
