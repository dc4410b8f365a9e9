// Which weights each peer is fastest with: all of them read 512 tokens, write
// some of a first case token by token, and all of it by drafts: a part would favour long ones.

const SHORT = 128;
const PREFILL = 512;
const ROUNDS = 5;

/** Measures every engine in every mode on the same tokens, engine after engine within each round. */
export async function qualify({ engines, pool, log, cases, isOver }) {
  const known = sample(cases);
  for (let round = 0; round <= ROUNDS; round++) {
    for (const engine of engines) {
      for (const [mode, job] of trials(engine, known)) {
        const key = `qualify|${engine.name}|${mode}|${round}`;
        if (isOver()) return false;
        if (log.has(key) || (round > 1 && mode !== 'prefill')) continue;
        console.error(key);
        const facts = { kind: 'qualify', engine: engine.name, peer: engine.peer, mode, round };
        log.add({ ...facts, key, ...(await pool.ask(engine, job)) });
      }
    }
  }
  return true;
}

/** A file of 100 lines; without one, the longest case that all peers can write. */
function sample(cases) {
  const able = cases.filter(({ fits }) => fits);
  const longest = able.toSorted((a, b) => b.prompt.length - a.prompt.length)[0];
  const { prompt, answer } = able.find(({ corpus }) => corpus === 'lines-100') ?? longest;
  return { prompt, answer, short: answer.slice(0, SHORT) };
}

function trials({ peer, drafts = [], hasNoPlain }, { prompt, answer, short }) {
  const known = prompt.slice(0, PREFILL);
  if (!peer) return [['prefill', { mode: 'prefill', prompt: known }]];
  return [
    ...(hasNoPlain ? [] : [['prefill', { mode: 'plain', prompt: known }]]),
    ...(hasNoPlain ? [] : [['plain', { mode: 'plain', prompt, answer: short }]]),
    ...drafts.map((nDraft) => [`lookup ${nDraft}`, { mode: 'lookup', prompt, answer, nDraft }]),
  ];
}

/**
 * The engines to go on with, in the mode to go on with: of each peer the fastest plain one, and the
 * fastest lookup; `leads` marks the fastest of all in each. Round 0 only warms up.
 */
export function contenders(engines, log) {
  const trials = log.rows.filter(
    ({ kind, error, round }) => kind === 'qualify' && !error && round > 0,
  );
  const chosen = engines.filter(({ peer }) => !peer).map((engine) => ({ engine, mode: 'cad' }));
  for (const peer of new Set(engines.map((engine) => engine.peer).filter(Boolean))) {
    for (const mode of ['plain', 'lookup']) {
      const best = trials
        .filter((row) => row.peer === peer && row.mode.split(' ')[0] === mode)
        .sort((a, b) => a.totalMs - b.totalMs)[0];
      const engine = engines.find(({ name }) => name === best?.engine);
      const nDraft = Number(best?.mode.split(' ')[1]) || undefined;
      if (engine) chosen.push({ engine, mode, nDraft, totalMs: best.totalMs });
    }
  }
  for (const mode of ['plain', 'lookup']) {
    const able = chosen.filter((one) => one.mode === mode);
    const [fastest] = able.sort((a, b) => a.totalMs - b.totalMs);
    if (fastest) fastest.leads = true;
  }
  return chosen;
}
