// The answers of a model to rows of the corpus as training sequences: right ones to be said, and
// each with the verdict that the model is to give at its end.
//
//   node training/verdicts.js <model folder> <rows.jsonl> <sequences.jsonl>
//
// Sequences are those of encode.js, whose branches here may have a `verdict`: 1 for a right answer,
// 0 for a wrong one, whose tokens weigh nothing. Rows with several right answers get none.
import { createReadStream, createWriteStream } from 'node:fs';
import { createInterface } from 'node:readline';
import { resolve } from '../dist/apply/resolve.js';
import { load } from '../dist/decode/engine/load.js';
import { tryAnswers } from '../dist/decode/quote-decoder.js';
import { Run } from '../dist/decode/run.js';
import { encodeQuotes } from './encode/quotes.js';

const [folder, rowsPath, outPath] = process.argv.slice(2);
if (!outPath) {
  console.error('Usage: node training/verdicts.js <model folder> <rows.jsonl> <sequences.jsonl>');
  process.exit(2);
}
const loaded = await load({ model: folder, threads: 1, device: 'cpu' });
const out = createWriteStream(outPath);
let open = { group: undefined, sequences: [] };
for await (const line of createInterface({ input: createReadStream(rowsPath) })) {
  const row = JSON.parse(line);
  if (row.group !== open.group) flush();
  open.group = row.group;
  const encoded = await judged(row);
  if (encoded === undefined) continue;
  const same = open.sequences.find(({ file }) => file.join() === encoded.file.join());
  if (same) same.branches.push(...encoded.branches);
  else open.sequences.push(encoded);
}
flush();
out.end();

function flush() {
  for (const sequence of open.sequences) out.write(`${JSON.stringify(sequence)}\n`);
  open = { group: undefined, sequences: [] };
}

/** The row as encode.js has it, and the model's own answers to it. */
async function judged(row) {
  const request = {
    ...{ path: row.path, source: Buffer.from(row.before), instruction: row.instruction },
    ...{ mode: 'program', sampling: { temperature: 0, topP: 1, seed: 1 }, candidates: 3 },
  };
  const run = new Run(loaded, request, () => {});
  const { source, view } = run;
  const encoded = encodeQuotes(loaded.tokenizer, row, { ...request, source, view });
  if (encoded === undefined || row.several_right) return encoded;
  const [right] = encoded.branches;
  const others = (await tryAnswers(run))
    .filter(({ tokens, abstained }) => !abstained && tokens.join() !== right.answer.join())
    .map(({ tokens, program }) => ({
      ...{ id: row.id, kind: 'verdict', ask: right.ask, answer: tokens },
      weights: tokens.map(() => 0),
      verdict: Number(Buffer.from(resolve(program, source)).toString() === row.after),
    }));
  return {
    ...encoded,
    branches: [{ ...right, verdict: 1 }, ...encoded.branches.slice(1), ...others],
  };
}
