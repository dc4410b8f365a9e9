// Turns edit triples into the token sequences that the model is trained on, with the product's own
// view, prompt and tokenizer.
//
//   node training/encode.js <tokenizer folder> <rows.jsonl> <sequences.jsonl>
//
// One JSON object a line: { id, kind, prompt: ids, draft: ids of the region, answer: ids }.
import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { createReadStream, createWriteStream } from 'node:fs';
import { createInterface } from 'node:readline';
import { regionText, rewritePrompt } from '../dist/decode/prompt.js';
import { Tokenizer } from '../dist/decode/tokenizer.js';
import { view } from '../dist/decode/view.js';
import { Source } from '../dist/grammar/source.js';

const [folder, rowsPath, outPath] = process.argv.slice(2);
if (!outPath) {
  console.error('Usage: node training/encode.js <tokenizer folder> <rows.jsonl> <sequences.jsonl>');
  process.exit(2);
}
const tokenizer = Tokenizer.load(folder);
const out = createWriteStream(outPath);
let nWritten = 0;
let nSkipped = 0;
for await (const line of createInterface({ input: createReadStream(rowsPath) })) {
  const sequence = encode(JSON.parse(line));
  if (sequence === undefined) {
    nSkipped++;
    continue;
  }
  nWritten++;
  if (!out.write(`${JSON.stringify(sequence)}\n`)) await once(out, 'drain');
}
out.end();
console.error(`${nWritten} sequences; ${nSkipped} rows change a line outside their view.`);

/** Encodes one row; undefined where the change is not inside the region that the view allows. */
function encode({ id, kind, path, before, after, instruction }) {
  const source = Source.of(before);
  const chosen = view(source, { instruction, fence: fenceOf(id, source, Source.of(after)) });
  const { region } = chosen;
  const kept = new Source(source.lines({ first: 1, last: region.first - 1 }));
  const head = regionText(kept, kept.all);
  const tail = regionText(source, { first: region.last + 1, last: source.nLines });
  if (!after.startsWith(head) || !after.endsWith(tail)) return undefined;
  if (after.length < head.length + tail.length) return undefined;
  const answer = after.slice(head.length, after.length - tail.length);
  const { ids, closing } = rewritePrompt(tokenizer, { instruction, path, source, view: chosen });
  const draft = tokenizer.encode(regionText(source, region));
  return { id, kind, prompt: ids, draft, answer: [...tokenizer.encode(answer), ...closing] };
}

/** Every eighth row gets a fence around its change, so that the model learns what a region is. */
function fenceOf(id, before, after) {
  const random = createHash('sha256').update(id).digest();
  if (random[0] % 8 !== 0) return before.all;
  const nSame = (line) => {
    let n = 0;
    while (n < Math.min(before.nLines, after.nLines) && line(before, n) === line(after, n)) n++;
    return n;
  };
  const head = nSame((text, n) => text.shown(n + 1));
  const tail = nSame((text, n) => text.shown(text.nLines - n));
  return {
    first: Math.max(1, head + 1 - (random[1] % 6)),
    last: Math.min(before.nLines, Math.max(head + 1, before.nLines - tail) + (random[2] % 6)),
  };
}
