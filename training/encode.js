// Turns edit triples into the token sequences that the model is trained on, with the product's own
// view, prompt and tokenizer.
//
//   node training/encode.js <tokenizer folder> <rows.jsonl> <sequences.jsonl>
//
// One JSON object a line: { file: ids, branches: [{ id, kind, ask: ids, answer: ids, weights }] }.
// The branches share the file's part of the prompt. A weight is 0 where the grammar leaves no
// choice, COPIED where text is copied from the quote, else 1.
import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { createReadStream, createWriteStream } from 'node:fs';
import { createInterface } from 'node:readline';
import { match } from '../dist/apply/match.js';
import { quotePrompt, regionText, rewritePrompt } from '../dist/decode/prompt.js';
import { QuoteMatcher } from '../dist/decode/quote-matcher.js';
import { answerOf, quotableLines, quotes } from '../dist/decode/quotes.js';
import { Tokenizer } from '../dist/decode/tokenizer.js';
import { view } from '../dist/decode/view.js';
import { Source } from '../dist/grammar/source.js';

const COPIED = 0.3;

/** Share of the rows that are also said as the view's new text, and the most tokens of that. */
const REWRITTEN = 0.15;
const MOST_REWRITTEN = 520;

const [folder, rowsPath, outPath] = process.argv.slice(2);
if (!outPath) {
  console.error('Usage: node training/encode.js <tokenizer folder> <rows.jsonl> <sequences.jsonl>');
  process.exit(2);
}
const tokenizer = Tokenizer.load(folder);
const out = createWriteStream(outPath);
let nWritten = 0;
let nSkipped = 0;
let open = { group: undefined, sequences: [] };
for await (const line of createInterface({ input: createReadStream(rowsPath) })) {
  const row = JSON.parse(line);
  if (row.group !== open.group) await flush();
  open.group = row.group;
  const encoded = encode(row);
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

/** Encodes one row; undefined where the change is not inside the region that the view allows. */
function encode({ id, kind, path, before, after, instruction }) {
  const source = Source.of(before);
  const chosen = view(source, { instruction });
  const input = { instruction, path, source, view: chosen };
  const hunks = quotes(source, Source.of(after), chosen.region);
  if (hunks === undefined) return undefined;
  const { ids, nFile } = quotePrompt(tokenizer, input);
  const branch = { id, kind, ask: ids.slice(nFile), ...sayQuotes(source, hunks, chosen.region) };
  const rewrite = isChosen(id) ? sayWhole(source, after, chosen.lines) : undefined;
  if (!rewrite) return { file: ids.slice(0, nFile), branches: [branch] };
  const ask = rewritePrompt(tokenizer, input).ids.slice(nFile);
  return {
    file: ids.slice(0, nFile),
    branches: [branch, { id, kind: 'rewrite', ask, ...rewrite }],
  };
}

function isChosen(id) {
  return createHash('sha256').update(id).digest()[0] < 256 * REWRITTEN;
}

function sayQuotes(source, hunks, region) {
  const answer = answerOf(tokenizer, source, hunks);
  const matcher = new QuoteMatcher(quotableLines(tokenizer, source, region), tokenizer);
  const texts = hunks.map(({ lines, text }) => replaced(tokensOf(source, lines), text)[1]);
  let text = [];
  const weights = answer.map((token) => {
    const weight = matcher.isInText ? (text.shift() ?? 1) : matcher.forced() === undefined ? 1 : 0;
    const nHunks = matcher.hunks.length;
    matcher.accept(token);
    if (matcher.hunks.length > nHunks) text = [...texts[nHunks]];
    return weight;
  });
  return { answer, weights };
}

/** The new text of the lines, undefined where it is long or other lines change. */
function sayWhole(source, after, lines) {
  const head = regionText(source, { first: 1, last: lines.first - 1 });
  const tail = regionText(source, { first: lines.last + 1, last: source.nLines });
  const fits = after.startsWith(head) && after.endsWith(tail);
  const text = after.slice(head.length, after.length - tail.length);
  const [answer, weights] = replaced(tokensOf(source, lines), text);
  if (!fits || answer.length > MOST_REWRITTEN) return undefined;
  return { answer: [...answer, tokenizer.special('<|im_end|>')], weights: [...weights, 1] };
}

/** The new text's tokens; those copied from the old ones, but for the first after a change, weigh less. */
function replaced(old, text) {
  const tokens = tokenizer.encode(text);
  const weights = tokens.map(() => 1);
  for (const run of match(old.map(String), tokens.map(String))) {
    const isStart = run.after === 0;
    for (let i = isStart ? 0 : 1; i < run.count; i++) weights[run.after + i] = COPIED;
  }
  return [tokens, weights];
}

function tokensOf(source, { first, last }) {
  let tokens = [];
  for (let n = first; n <= last; n++) tokens = tokens.concat(tokenizer.encode(source.shown(n)));
  return tokens;
}
