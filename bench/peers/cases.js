// The edits that are measured: a file, an instruction, the file wanted, and the token ids of both.
import { join } from 'node:path';
import { rewritePrompt } from '../../dist/decode/prompt.js';
import { Tokenizer } from '../../dist/decode/tokenizer.js';
import { Source } from '../../dist/grammar/source.js';
import { readSet } from '../eval/sets.js';
import { mistaken } from './mutations.js';
import { sourceFiles } from './sources.js';

export const CORPORA = {
  humanevalpack_python: 'HumanEvalPack-Fix, Python',
  humanevalpack_js: 'HumanEvalPack-Fix, JavaScript',
  canitedit: 'CanItEdit',
  'lines-100': 'files of about 100 lines',
  'lines-300': 'files of about 300 lines',
  'lines-700': 'files of about 700 lines',
};
const CONTEXT = 8192;
const END = '<|im_end|>';

/** Gives `count` cases of each corpus that is there. */
export function readCases({ model, sources, corpora, count }) {
  const tokenizer = Tokenizer.load(model);
  const cases = corpora.flatMap((corpus) => {
    const made = corpus.startsWith('lines-') ? longFiles(sources, corpus) : setRows(corpus, count);
    if (made.length === 0) console.error(`${corpus}: the set is absent; skipped`);
    return made.slice(0, count).map((edit) => ({ corpus, ...edit }));
  });
  return cases.map((edit) => ({ ...edit, ...tokens(tokenizer, edit) }));
}

/** Rows from all over a set, without those whose instruction narrows what may change. */
function setRows(corpus, count) {
  const rows = (readSet(corpus) ?? []).filter(isWhole);
  return Array.from({ length: Math.min(count, rows.length) }, (_, i) => {
    const row = rows[Math.floor(((i + 0.5) * rows.length) / count)];
    const { id, path, instruction, before, after } = row;
    return { id, path, instruction, before: ended(before), after: ended(after) };
  });
}

function isWhole({ instruction, before, after }) {
  const isShort = instruction.length < 500 && before !== after;
  return isShort && !/\blines?\s+#?\d|\bL\d/i.test(instruction);
}

function ended(text) {
  return text.endsWith('\n') ? text : `${text}\n`;
}

/** The first file has one mistake, the second two, the third three. */
function longFiles(folder, corpus) {
  return sourceFiles(folder, Number(corpus.split('-')[1])).map(({ id, path, text }, i) => ({
    ...{ id, path, after: text },
    ...mistaken(text, path.split('.').at(-1), i + 1),
  }));
}

/** What rewriting the whole file takes: its prompt, and the new text as the answer. */
function tokens(tokenizer, { path, before, after, instruction }) {
  const source = Source.of(before);
  const view = { lines: source.all, region: source.all };
  const prompt = rewritePrompt(tokenizer, { path, source, instruction, view }).ids;
  const answer = [...tokenizer.encode(after), tokenizer.special(END)];
  const nLines = source.nLines;
  return { prompt, answer, nLines, fits: prompt.length + answer.length <= CONTEXT };
}

/** Where `install.js` keeps what it fetches and writes. */
export const HOME = join(import.meta.dirname, '..', 'out', 'peers');
