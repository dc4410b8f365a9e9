// transformers.js: one forward for each token; this release has no lookup.
import { createRequire } from 'node:module';
import { basename, dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { serve } from './protocol.js';

await serve(async ({ home, model, threads, weights }) => {
  const entry = createRequire(join(home, 'package.json')).resolve('@huggingface/transformers');
  const library =
    (await import(pathToFileURL(entry))).default ?? (await import(pathToFileURL(entry)));
  library.env.allowRemoteModels = false;
  library.env.localModelPath = dirname(model);
  const loaded = await library.AutoModelForCausalLM.from_pretrained(basename(model), {
    ...{ dtype: weights, device: 'cpu', local_files_only: true },
    session_options: { intraOpNumThreads: threads, interOpNumThreads: 1, logSeverityLevel: 3 },
  });
  return { about: { version: library.env.version }, run: (job) => plain(library, loaded, job) };
});

/** A logits processor raises the wanted token. */
async function plain({ LogitsProcessor, LogitsProcessorList, Tensor }, model, { prompt, answer }) {
  const nAnswer = answer?.length ?? 1;
  let promptMs = 0;
  let nDone = 0;
  class Forced extends LogitsProcessor {
    _call(_ids, logits) {
      if (nDone === 0) promptMs = performance.now() - startMs;
      const wanted = answer?.[nDone++];
      if (wanted !== undefined) logits[0].data[wanted] = 1e9;
      return logits;
    }
  }
  const processors = new LogitsProcessorList();
  processors.push(new Forced());
  const tensor = (values) =>
    new Tensor('int64', BigInt64Array.from(values, BigInt), [1, values.length]);
  const startMs = performance.now();
  const output = await model.generate({
    ...{ inputs: tensor(prompt), attention_mask: tensor(prompt.map(() => 1)) },
    ...{ max_new_tokens: nAnswer, do_sample: false, logits_processor: processors },
  });
  const totalMs = performance.now() - startMs;
  const nOutput = output.dims[1] - prompt.length;
  if (nOutput !== nAnswer) throw new Error(`${nOutput} tokens instead of ${nAnswer}`);
  return { promptMs, outputMs: totalMs - promptMs, totalMs, nOutput, nForwards: nOutput - 1 };
}
