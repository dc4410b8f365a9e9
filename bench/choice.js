// Measures what happens between forwards: the mask, the choice of a token, and all other JavaScript.
//
//   npm run bench:choice -- [--model models/<name>]
//
// Masks and choices are timed on the model's vocabulary and on one of 152,000 tokens, made by
// putting digits behind tokens; each along the program of an edit, with random logits but for the
// program's own token. "First" is an edit in a new process, "next" the median of nine more.
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { oracle } from '../dist/apply/oracle.js';
import { decode } from '../dist/decode/decode.js';
import { load } from '../dist/decode/engine/load.js';
import { LoadedModel } from '../dist/decode/loaded-model.js';
import { QuoteMatcher } from '../dist/decode/quote-matcher.js';
import { answerOf, quotableLines, quotes } from '../dist/decode/quotes.js';
import { Sampler } from '../dist/decode/sampler.js';
import { Automaton } from '../dist/grammar/automaton.js';
import { Matcher } from '../dist/grammar/matcher.js';
import { format } from '../dist/grammar/program.js';
import { Source } from '../dist/grammar/source.js';
import { VocabularyTrie } from '../dist/grammar/trie.js';
import { hundredLines } from './fix/hundred-lines.js';
import { TimedModel } from './fix/timed-model.js';

const GREEDY = { temperature: 0, topP: 1, seed: 1 };
const WIDE = 152_000;

const { values } = parseArgs({
  options: {
    model: { type: 'string', default: join(import.meta.dirname, '../models/smollm2-135m-edit') },
  },
});
const loaded = await load({ model: values.model, threads: 2, device: 'cpu' });
const { tokenizer } = loaded;
const before = Source.of(hundredLines());
const after = Source.of(hundredLines().replace('kind == 8', 'kind === 8'));

const { vocabulary } = tokenizer;
timeTags(vocabulary);
timeTags(widened(vocabulary));
timeQuotes();
await timeDecode();
await loaded.model.dispose();

/** Follows the program of the edit in tags. */
function timeTags(bytesOf) {
  const said = new TextDecoder().decode(format(oracle(before, after)));
  const pieces = said.split(/(<\/?\w+|\s+|\W)/).filter(Boolean);
  const tokens = pieces.flatMap((piece) => tokenizer.encode(piece));
  const trie = new VocabularyTrie(bytesOf);
  const fence = { nLines: before.nLines, fence: before.all, allowEmpty: false };
  report('tags', bytesOf.length, tokens, () => new Matcher(new Automaton(fence), trie, loaded.end));
}

/** Follows the answer of the edit in quotes. */
function timeQuotes() {
  const tokens = answerOf(tokenizer, before, quotes(before, after, before.all));
  const lines = quotableLines(tokenizer, before, before.all);
  report('quotes', vocabulary.length, tokens, () => new QuoteMatcher(lines, tokenizer));
}

function report(name, nVocabulary, tokens, newMatcher) {
  const us = Array.from({ length: 10 }, () => follow(nVocabulary, tokens, newMatcher()));
  const [first, ...next] = us;
  const median = next.sort((a, b) => a - b)[4];
  console.log(
    `${name}, ${nVocabulary} tokens: mask and choice ${first.toFixed(0)} µs a token in the first edit, ${median.toFixed(0)} in the next; ${tokens.length} tokens`,
  );
}

/** Microseconds a token, as the decoders choose: no mask in text that is allowed. */
function follow(nVocabulary, tokens, matcher) {
  const logits = Float32Array.from({ length: nVocabulary }, () => Math.random());
  const sampler = new Sampler(GREEDY);
  let ms = 0;
  for (const token of tokens) {
    logits[token] = 2;
    const startMs = performance.now();
    if (!matcher.isInText) matcher.mask();
    sampler.choose(logits, matcher);
    matcher.accept(token);
    ms += performance.now() - startMs;
    logits[token] = 0;
  }
  return (1000 * ms) / tokens.length;
}

/** Decodes the edit, and compares the time inside forwards with all of it. */
async function timeDecode() {
  const shares = [];
  for (let i = 0; i < 10; i++) {
    loaded.model.truncate(0);
    const model = new TimedModel(loaded.model);
    const { prompt, end, lossless, costs } = loaded;
    const request = {
      ...{ path: 'orders.js', source: before.bytes, fence: before.all, mode: 'program' },
      ...{ instruction: 'use === in `order.kind == 8`', sampling: GREEDY },
    };
    const asked = new LoadedModel({ model, tokenizer, prompt, end, lossless, costs });
    const { stats } = await decode(asked, request);
    const ms = stats.promptMs + stats.decodeMs;
    if (i > 0) shares.push(100 * (1 - model.forwardMs / ms));
  }
  shares.sort((a, b) => a - b);
  console.log(
    `JavaScript between forwards: ${shares[shares.length >> 1].toFixed(1)} % of a decode (${shares[0].toFixed(1)}–${shares.at(-1).toFixed(1)})`,
  );
}

function widened(vocabulary) {
  const more = Array.from({ length: WIDE - vocabulary.length }, (_, i) => {
    const bytes = vocabulary[i % vocabulary.length];
    return bytes && Buffer.concat([bytes, Buffer.from(String(i))]);
  });
  return [...vocabulary, ...more];
}
