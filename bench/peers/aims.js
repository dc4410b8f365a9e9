// What cad is to reach against the peers, and whether the measurements say so.
import { median } from './summary.js';

const LONG = ['lines-100', 'lines-300', 'lines-700'];

const AIMS = [
  aim('program, output phase, files of 100 lines and more', 'program oracle', 'output', 25, 8),
  aim('program, end to end, files of 100 lines and more', 'program oracle', 'total', 12, 5),
  aim(
    'free-running rewrite, output phase, files of 100 lines and more',
    'rewrite free',
    'output',
    12,
    3,
  ),
].flat();

function aim(what, mode, phase, plain, lookup) {
  return [
    { what, mode, phase, against: 'plain', least: plain },
    { what, mode, phase, against: 'lookup', least: lookup },
  ];
}

/** Each aim with the ratios found: it holds where the median over the cases reaches it. */
export function checkedAims({ corpora, trials }) {
  const cases = corpora.filter(({ corpus }) => LONG.includes(corpus)).flatMap((one) => one.cases);
  const checked = AIMS.map(({ what, mode, phase, against, least }) => {
    const found = cases.flatMap(({ ratios }) =>
      ratios
        .filter((r) => r.mode === mode && r.phase === phase && r.against === against)
        .map((r) => r.times),
    );
    return verdict(`${what}: ≥ ${least}x the best peer's ${against}`, least, found);
  });
  return [...checked, ...prefillAims(trials)];
}

/** The prompt phase alone: 512 tokens, against llama.cpp's formats. */
function prefillAims(trials) {
  const prefills = trials.filter(({ mode, error }) => mode === 'prefill' && !error);
  const own = prefills.find(({ engine }) => engine === 'cad');
  const llama = prefills.filter(({ peer }) => /llama/.test(peer ?? ''));
  const ratio = (entries) =>
    own && entries.length > 0
      ? [Math.min(...entries.map(({ prompt }) => prompt.median)) / own.prompt.median]
      : [];
  return [
    verdict('prefill of 512: ≥ 1.5x the fastest llama.cpp format', 1.5, ratio(llama)),
    verdict(
      'prefill of 512: ≥ 4x Q4_1',
      4,
      ratio(llama.filter(({ engine }) => /q4_1/.test(engine))),
    ),
  ];
}

function verdict(words, least, found) {
  if (found.length === 0) return { words, result: 'not measured', range: '' };
  const reached = found.filter((times) => times >= least).length;
  return {
    words,
    middle: median(found),
    range: `${Math.min(...found).toFixed(1)}–${Math.max(...found).toFixed(1)}x`,
    result: median(found) >= least ? 'holds' : 'does not hold',
    reached: `${reached} of ${found.length}`,
  };
}
