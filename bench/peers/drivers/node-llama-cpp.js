// llama.cpp through node-llama-cpp: one forward for each token, or its input lookup predictor.
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { serve } from './protocol.js';

await serve(async ({ home, model, threads }) => {
  const entry = createRequire(join(home, 'package.json')).resolve('node-llama-cpp');
  const library = await import(pathToFileURL(entry));
  const llama = await library.getLlama({
    gpu: false,
    build: 'never',
    maxThreads: threads,
    logLevel: 'error',
  });
  const loaded = await llama.loadModel({ modelPath: model });
  const options = {
    contextSize: 8192,
    threads,
    batchSize: 512,
    sequences: 1,
    flashAttention: true,
  };
  const context = await loaded.createContext(options);
  const about = { systemInfo: llama.systemInfo, release: llama.llamaCppRelease?.release };
  return {
    about,
    run: (job) =>
      job.mode === 'lookup' ? lookup(library, loaded, context, job) : plain(context, job),
  };
});

/** The model chooses, and goes on from the wanted token instead. */
async function plain(context, { prompt, answer = [undefined] }) {
  const sequence = context.getSequence();
  const startMs = performance.now();
  const steps = sequence.evaluate(prompt, { temperature: 0, yieldEogToken: true });
  let nSame = (await steps.next()).value === answer[0] ? 1 : 0;
  const promptMs = performance.now() - startMs;
  for (let i = 1; i < answer.length; i++) {
    const { value } = await steps.next(answer[i - 1]);
    if (value === answer[i]) nSame++;
  }
  const outputMs = performance.now() - startMs - promptMs;
  await steps.return();
  sequence.dispose();
  const nForwards = answer.length - 1;
  return {
    promptMs,
    outputMs,
    totalMs: promptMs + outputMs,
    nOutput: answer.length,
    nForwards,
    nSame,
  };
}

/** Each row's choice is biased to the wanted token, so that drafts are accepted as far as they are right. */
async function lookup(
  { InputLookupTokenPredictor, TokenBias },
  model,
  context,
  { prompt, answer, nDraft },
) {
  let nForwards = 0;
  let nDone = 0;
  let row = 0;
  class CountingPredictor extends InputLookupTokenPredictor {
    predictTokens() {
      nForwards++;
      row = 0;
      return super.predictTokens();
    }
  }
  const predictor = new CountingPredictor({ predictionLength: { max: nDraft } });
  const sequence = context.getSequence({ tokenPredictor: predictor });
  predictor.updateInputTokens(prompt);
  const tokenBias = () => {
    const bias = new TokenBias(model.tokenizer);
    const wanted = answer[nDone + row++];
    return wanted === undefined ? bias : bias.set(wanted, { logit: 1e4 });
  };
  const startMs = performance.now();
  let promptMs = 0;
  let nWrong = 0;
  for await (const token of sequence.evaluate(prompt, {
    temperature: 0,
    yieldEogToken: true,
    tokenBias,
  })) {
    if (nDone === 0) promptMs = performance.now() - startMs;
    // An end token takes no bias; it can only be the answer's last.
    if (token !== answer[nDone] && nDone < answer.length - 1) nWrong++;
    if (++nDone === answer.length) break;
  }
  const outputMs = performance.now() - startMs - promptMs;
  sequence.dispose();
  if (nWrong > 0) throw new Error(`${nWrong} tokens of the answer could not be forced`);
  return {
    promptMs,
    outputMs,
    totalMs: promptMs + outputMs,
    nOutput: nDone,
    nForwards: nForwards - 1,
  };
}
