// The measurements of one repetition: which engine does what on which case, in turn.

/** Tokens of each sample where a long answer is not written in full, and from what length on. */
const SAMPLE = 96;
const LONG = 400;
/** The same for the fastest peer, whose plain times count most. */
const LONG_FOR_FASTEST = 1500;
/** A free rewrite that goes astray would write twice the file. */
const SPARE = 64;

/**
 * All jobs of a repetition, engine after engine for each case. The fastest peers write every
 * case; the others write the first case of each corpus, long answers without drafts by samples,
 * and the longest of them in three repetitions.
 */
export function jobsOf({ cases, chosen, repetition }) {
  const first = new Set(cases.map(({ corpus }) => cases.find((one) => one.corpus === corpus)));
  return cases.flatMap((edit) =>
    chosen.flatMap((one) => {
      if (one.mode === 'cad')
        return cadModes(edit, first.has(edit), repetition).map((mode) =>
          cad(one, edit, mode, repetition),
        );
      const isDue = edit.corpus !== 'lines-300' || repetition <= 3;
      return one.leads || (first.has(edit) && isDue) ? [peer(one, edit, repetition)] : [];
    }),
  );
}

function cadModes({ corpus, fits }, isFirst, repetition) {
  const isShort = corpus !== 'lines-300';
  return [
    ...['program oracle', 'program free'],
    ...(fits ? ['rewrite oracle'] : []),
    // The model's own rewrites are slow where it goes astray.
    ...(fits && (isShort || repetition === 1) ? ['rewrite free'] : []),
    ...(fits && isShort && isFirst && repetition === 1 ? ['rewrite plain'] : []),
  ];
}

function cad({ engine }, edit, mode, repetition) {
  const { path, before, after, instruction } = edit;
  const maxTokens = edit.answer.length + SPARE;
  return job({ engine, mode, edit, repetition }, (pool) =>
    pool.ask(engine, { mode, file: { path, before, after, instruction }, maxTokens }),
  );
}

function peer({ engine, mode, nDraft, leads = false }, edit, repetition) {
  return job({ engine, mode, edit, repetition, nDraft }, (pool) => {
    if (!edit.fits) return { error: 'prompt and answer exceed the context of 8192 tokens' };
    const { prompt, answer } = edit;
    const isSampled = mode === 'plain' && answer.length > (leads ? LONG_FOR_FASTEST : LONG);
    return isSampled
      ? sampled(pool, engine, edit)
      : pool.ask(engine, { mode, prompt, answer, nDraft });
  });
}

/** The first and the last tokens of an answer; those between are taken to cost their mean. */
async function sampled(pool, engine, { prompt, answer }) {
  const begin = await pool.ask(engine, { mode: 'plain', prompt, answer: answer.slice(0, SAMPLE) });
  if (begin.error) return begin;
  const before = [...prompt, ...answer.slice(0, -SAMPLE)];
  const end = await pool.ask(engine, {
    mode: 'plain',
    prompt: before,
    answer: answer.slice(-SAMPLE),
  });
  if (end.error) return end;
  const perToken = (begin.outputMs + end.outputMs) / (begin.nForwards + end.nForwards);
  const nForwards = answer.length - 1;
  const outputMs = nForwards * perToken;
  const totalMs = begin.promptMs + outputMs;
  return {
    promptMs: begin.promptMs,
    outputMs,
    totalMs,
    nOutput: answer.length,
    nForwards,
    isSampled: true,
  };
}

function job({ engine, mode, edit, repetition, nDraft }, run) {
  const { corpus, id, nLines } = edit;
  const [nPrompt, nAnswer] = [edit.prompt.length, edit.answer.length];
  return {
    key: ['case', engine.name, mode, corpus, id, repetition].join('|'),
    facts: {
      ...{ kind: 'case', engine: engine.name, peer: engine.peer ?? 'cad', weights: engine.weights },
      ...{ mode, nDraft, corpus, id, repetition, nLines, nPromptAsked: nPrompt, nAnswer },
    },
    run,
  };
}
