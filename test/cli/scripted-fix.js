// `cad fix` with a model that knows what to do: an instruction `s/old/new/` changes each line that
// holds `old`; one that begins with `slow` is never done.

import { setTimeout } from 'node:timers/promises';
import { oracle } from '../../dist/apply/oracle.js';
import { fix } from '../../dist/cli/fix.js';
import { catchInterrupts } from '../../dist/cli/interrupt.js';
import { newStats } from '../../dist/decode/stats.js';
import { InterruptError } from '../../dist/errors.js';
import { Source } from '../../dist/grammar/source.js';

async function decode({ source, instruction }, onEvent, signal) {
  onEvent({ type: 'prompt', nTokens: 10, prefillMs: 1 });
  if (instruction.startsWith('slow')) {
    await setTimeout(60_000, undefined, { signal }).catch(() => {});
    throw new InterruptError();
  }
  const [, before, after] = /s\/(.+)\/(.+)\//.exec(instruction);
  const text = Buffer.from(source).toString().replaceAll(before, after);
  return { program: oracle(new Source(source), Source.of(text)), stats: newStats('lossless') };
}

function open(_settings, instruction) {
  const sampling = { temperature: 0, topP: 1, seed: 0 };
  const asked = { instruction, mode: 'program', sampling };
  const decoder = { decode, close: async () => {} };
  return { decoder, model: 'scripted', modelSha256: 'none', asked };
}

catchInterrupts(() => process.exit(130));
const [instruction, ...files] = process.argv.slice(2);
try {
  process.exit(await fix([...files, instruction], {}, open));
} catch (error) {
  process.stderr.write(`${error.message}\n`);
  process.exit(error.exitStatus ?? 70);
}
