// A hook of the tests: what `cad hook run` does, with a model that writes GOOD for each BAD. The
// variable TEST_MODEL says what else it does: `missing`, or the milliseconds that an answer takes.

import { setTimeout } from 'node:timers/promises';
import { oracle } from '../../dist/apply/oracle.js';
import { hookRun } from '../../dist/cli/hook/run.js';
import { newStats } from '../../dist/decode/stats.js';
import { InterruptError, ModelError } from '../../dist/errors.js';
import { Source } from '../../dist/grammar/source.js';

const { TEST_MODEL = '0' } = process.env;

async function decode({ source, fence }, _onEvent, signal) {
  await setTimeout(Number(TEST_MODEL), undefined, { signal }).catch(() => {
    throw new InterruptError();
  });
  const before = new Source(source);
  const text = (first, last) => Buffer.from(before.lines({ first, last })).toString('latin1');
  const after =
    text(1, fence.first - 1) +
    text(fence.first, fence.last).replaceAll('BAD', 'GOOD') +
    text(fence.last + 1, before.nLines);
  const program = oracle(before, new Source(Buffer.from(after, 'latin1')));
  return { program, stats: newStats('lossless') };
}

function open() {
  if (TEST_MODEL === 'missing') throw new ModelError('There is no model.');
  const asked = { mode: 'program', sampling: { temperature: 0, topP: 1, seed: 0 } };
  const decoder = { decode, close: async () => {} };
  return { decoder, model: 'scripted', modelSha256: 'none', asked };
}

const args = process.argv.slice(2);
const isOption = (arg) => arg.startsWith('--');
const options = { afterCommit: args.includes('--after-commit'), write: args.includes('--write') };
try {
  process.exitCode = await hookRun(
    args.filter((arg) => !isOption(arg)),
    options,
    open,
  );
} catch (error) {
  console.error(error);
  process.exitCode = 70;
}
