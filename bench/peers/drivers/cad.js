// cad itself, in process: program and rewrite mode, with the known answer's choices or its own.
import { createHash } from 'node:crypto';
import { resolve } from '../../../dist/apply/resolve.js';
import { decode } from '../../../dist/decode/decode.js';
import { load } from '../../../dist/decode/engine/load.js';
import { LoadedModel } from '../../../dist/decode/loaded-model.js';
import { regionText } from '../../../dist/decode/prompt.js';
import { answerOf, quotes } from '../../../dist/decode/quotes.js';
import { decodeRewrite } from '../../../dist/decode/rewrite-decoder.js';
import { Run } from '../../../dist/decode/run.js';
import { nOutput } from '../../../dist/decode/stats.js';
import { Source } from '../../../dist/grammar/source.js';
import { OracleModel } from './oracle-model.js';
import { serve } from './protocol.js';

await serve(async ({ model, threads }) => {
  const loaded = await load({ model, threads, device: 'cpu' });
  const about = { lossless: loaded.lossless, weights: 'int8' };
  return {
    about,
    run: (job) => (job.mode === 'prefill' ? prefill(loaded, job) : edit(loaded, job)),
  };
});

/** Reads known tokens and chooses the next one, as the product reads its prompt. */
async function prefill({ model }, { prompt }) {
  model.truncate(0);
  const startMs = performance.now();
  for (let at = 0; at < prompt.length; at += 128) {
    const chunk = prompt.slice(at, at + 128);
    const isLast = at + chunk.length === prompt.length;
    await model.forward(chunk, isLast ? [chunk.length - 1] : [], 'best');
  }
  return { promptMs: performance.now() - startMs };
}

/** `mode` is `program` or `rewrite`, then `oracle`, `free` or `plain` (free, without drafts). */
async function edit(loaded, { mode: asked, maxTokens, file }) {
  const { path, before, after, instruction } = file;
  const [mode, choices] = asked.split(' ');
  // Nothing is reused of the jobs before.
  loaded.model.truncate(0);
  const startMs = performance.now();
  const source = Source.of(before);
  const request = {
    ...{ path, source: source.bytes, instruction, mode },
    sampling: { temperature: 0, topP: 1, seed: 1 },
    ...(mode === 'rewrite' && { maxTokens }),
  };
  const answer = choices === 'oracle' ? oracleAnswer(loaded, request, after) : undefined;
  const model = answer ? new OracleModel(loaded.model, answer) : loaded.model;
  const used = new LoadedModel({ ...partsOf(loaded), model });
  // Making the answer known is no part of the work.
  const begunMs = answer ? performance.now() : startMs;
  let nTokens = 0;
  const count = (event) => {
    if (event.type === 'progress') nTokens = event.nTokens;
  };
  const { program, abstained, stats } =
    choices === 'plain'
      ? await withoutDrafts(used, request, count)
      : await decode(used, request, count);
  const text = Buffer.from(resolve(program, source)).toString();
  const totalMs = performance.now() - begunMs;
  const isEqual = text === after;
  if (answer && !isEqual) throw new Error(`the ${mode} oracle did not give the wanted file`);
  return {
    ...{ promptMs: stats.promptMs, outputMs: stats.decodeMs, totalMs },
    ...{ nPrompt: stats.nPrompt, nForwards: stats.nForwards },
    // What an abstention has written counts too.
    nOutput: answer?.length ?? Math.max(nOutput(stats), nTokens),
    ...{ isEqual, hash: createHash('sha256').update(text).digest('hex').slice(0, 16), abstained },
  };
}

/** The tokens that say `after`, in the lines that cad lets the model change. */
function oracleAnswer(loaded, request, after) {
  const { tokenizer, end } = loaded;
  const { source, view } = new Run(loaded, request, () => {});
  const { region } = view;
  const changed = Source.of(after);
  if (request.mode === 'program') {
    const hunks = quotes(source, changed, region);
    if (!hunks) throw new Error('no quotes in the lines shown can say this change');
    return answerOf(tokenizer, source, hunks);
  }
  const last = region.last + changed.nLines - source.nLines;
  return [...tokenizer.encode(regionText(changed, { first: region.first, last })), end];
}

function partsOf({ tokenizer, prompt, end, lossless, costs }) {
  return { tokenizer, prompt, end, lossless, costs };
}

/** Rewrite mode, one forward for each token: what drafts must not change. */
async function withoutDrafts(loaded, request, onEvent) {
  const run = new Run(loaded, request, onEvent);
  return { ...(await decodeRewrite(run, { drafts: false })), stats: run.stats };
}
