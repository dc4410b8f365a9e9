// Measures a copy in a program of tags, by what the model reads after its tag: the span, or nothing.
//
//   npm run bench:copy -- [--repeat 5] [--model models/<name>]
//
// The known program is followed by overriding one choice at a time: a copy of the first N lines of a
// file, a new line, a copy of the rest. The time is that of the whole answer.
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { decode } from '../dist/decode/decode.js';
import { load } from '../dist/decode/engine/load.js';
import { LoadedModel } from '../dist/decode/loaded-model.js';
import { Source } from '../dist/grammar/source.js';
import { FollowingModel } from './fix/following-model.js';
import { range } from './range.js';

const LINES = [4, 16, 64, 128];
const FILE = 130;

const { values } = parseArgs({
  options: {
    repeat: { type: 'string', default: '5' },
    model: {
      type: 'string',
      default: join(import.meta.dirname, '../models/smollm2-135m-edit'),
    },
  },
});
const loaded = await load({ model: values.model, threads: 2, device: 'cpu' });
const found = new Map();
for (let i = 0; i < Number(values.repeat); i++) {
  for (const nLines of LINES) {
    for (const copyContext of ['prefill', 'reference']) {
      const key = `${copyContext} ${nLines}`;
      found.set(key, [...(found.get(key) ?? []), await decodeCopy(nLines, copyContext)]);
    }
  }
}
console.log('| lines copied | prefill, ms | reference, ms |\n| --- | --- | --- |');
for (const nLines of LINES) {
  const [prefill, reference] = ['prefill', 'reference'].map((c) =>
    range(found.get(`${c} ${nLines}`)),
  );
  console.log(`| ${nLines} | ${prefill} | ${reference} |`);
}
await loaded.model.dispose();

/** Milliseconds of the answer that copies `nLines` lines, adds one, and copies the rest. */
async function decodeCopy(nLines, copyContext) {
  const { tokenizer, end, lossless, costs, model } = loaded;
  const lines = Array.from({ length: FILE }, (_, i) => `  total += prices[${i}] * rate;\n`);
  const source = Source.of(lines.join(''));
  const span = copyContext === 'prefill' ? lines.slice(0, nLines).join('') : '';
  const said = [
    `<copy lines="1-${nLines}"/>${span}<gen>  check(total);\n</gen>`,
    `<copy lines="${nLines + 1}-${FILE}"/>`,
  ].join('');
  model.truncate(0);
  const following = new FollowingModel(model, tokenizer, said);
  const asked = new LoadedModel({
    model: following,
    ...{ tokenizer, end, lossless, costs, prompt: 'tags', copyContext },
  });
  const request = {
    ...{ path: 'prices.js', source: source.bytes, fence: source.all, instruction: 'check it' },
    ...{ mode: 'program', sampling: { temperature: 0, topP: 1, seed: 1 } },
  };
  const { program, stats } = await decode(asked, request);
  if (program.length !== 3) throw new Error('another program was decoded');
  return stats.decodeMs - following.wishMs;
}
