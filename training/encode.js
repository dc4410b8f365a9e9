// Turns edit triples into the token sequences that the model is trained on, with the product's own
// view, prompt and tokenizer.
//
//   node training/encode.js [--tags] <tokenizer folder> <rows.jsonl> <sequences.jsonl>
//
// An answer is in quotes, and for some rows also the view's new text; with --tags it is a program in
// tags. One JSON object a line: { file: ids, branches: [{ id, kind, ask: ids, answer: ids, weights }] }.
// The branches share the file's part of the prompt. A weight is 0 where the grammar leaves no
// choice, less than 1 where text is copied from the lines that it replaces, else 1.
import { once } from 'node:events';
import { createReadStream, createWriteStream } from 'node:fs';
import { createInterface } from 'node:readline';
import { parseArgs } from 'node:util';
import { Tokenizer } from '../dist/decode/tokenizer.js';
import { view } from '../dist/decode/view.js';
import { Source } from '../dist/grammar/source.js';
import { encodeQuotes } from './encode/quotes.js';
import { encodeTags } from './encode/tags.js';

const { values, positionals } = parseArgs({
  options: { tags: { type: 'boolean' } },
  allowPositionals: true,
});
const [folder, rowsPath, outPath] = positionals;
if (!outPath) {
  console.error(
    'Usage: node training/encode.js [--tags] <tokenizer folder> <rows.jsonl> <sequences.jsonl>',
  );
  process.exit(2);
}
const tokenizer = Tokenizer.load(folder);
const encode = values.tags ? encodeTags : encodeQuotes;
const out = createWriteStream(outPath);
let nWritten = 0;
let nSkipped = 0;
let open = { group: undefined, sequences: [] };
for await (const line of createInterface({ input: createReadStream(rowsPath) })) {
  const row = JSON.parse(line);
  if (row.group !== open.group) await flush();
  open.group = row.group;
  const encoded = encode(tokenizer, row, inputOf(row));
  if (encoded === undefined) {
    nSkipped++;
    continue;
  }
  nWritten++;
  const { file, branches } = encoded;
  const same = open.sequences.find((sequence) => sequence.file.join() === file.join());
  if (same) same.branches.push(...branches);
  else open.sequences.push({ file, branches });
}
await flush();
out.end();
console.error(`${nWritten} rows; ${nSkipped} more change a line outside their region.`);

async function flush() {
  for (const sequence of open.sequences) {
    if (!out.write(`${JSON.stringify(sequence)}\n`)) await once(out, 'drain');
  }
  open = { group: undefined, sequences: [] };
}

function inputOf({ path, before, instruction }) {
  const source = Source.of(before);
  return { instruction, path, source, view: view(source, { instruction }) };
}
