// Simple mistakes put into real code: the edit to make is to take them out again.

const OPERAND = /(?:'[^']*'|"[^"]*"|[\w$.]+)/.source;
const COMPARISON = new RegExp(`${OPERAND} (?:==|!=) ${OPERAND}`);
const WORD = /(?<![\w$.])[A-Za-z_$][\w$]{5,}(?![\w$])/g;

const WEAKER = {
  js: [
    { good: ' === ', bad: ' == ', say: (code) => `use === in \`${code}\`` },
    { good: ' !== ', bad: ' != ', say: (code) => `use !== in \`${code}\`` },
  ],
  py: [
    { good: ' is None', bad: ' == None', say: (code) => `use is None in \`${code}\`` },
    { good: ' is not None', bad: ' != None', say: (code) => `use is not None in \`${code}\`` },
  ],
};

/**
 * Puts `n` mistakes into `text`, spread over it: a misspelt name last, weaker comparisons otherwise.
 * Gives the changed text, and an instruction that names each mistake by its code.
 */
export function mistaken(text, extension, n) {
  const lines = text.split('\n');
  const comparisons = places(lines, (line) => weaker(line, extension, text));
  const misspelt = places(lines, (line) => misspelling(line, text));
  const nCompared = Math.min(comparisons.length, Math.max(1, n - 1));
  const chosen = new Map(spread(comparisons, nCompared).map((place) => [place.at, place]));
  const free = misspelt.filter(({ at }) => !chosen.has(at));
  for (const place of spread(free, n - chosen.size)) chosen.set(place.at, place);
  if (chosen.size !== n) throw new Error(`only ${chosen.size} places for ${n} mistakes`);
  const inOrder = [...chosen.values()].sort((a, b) => a.at - b.at);
  for (const { at, line } of inOrder) lines[at] = line;
  return { before: lines.join('\n'), instruction: inOrder.map(({ say }) => say).join('; ') };
}

function places(lines, mistake) {
  return lines.flatMap((line, at) => {
    const found = lines.indexOf(line) === lines.lastIndexOf(line) ? mistake(line) : undefined;
    return found ? [{ at, ...found }] : [];
  });
}

function weaker(line, extension, text) {
  for (const { good, bad, say } of WEAKER[extension]) {
    const changed = line.replace(good, bad);
    const code = COMPARISON.exec(changed)?.[0];
    if (changed !== line && code && !text.includes(code)) return { line: changed, say: say(code) };
  }
}

/** One use of a longer name of the file, its last letter left out. */
function misspelling(line, text) {
  if (/^\s*(?:\/?\*|\/\/|#|"""|import|from)/.test(line) || !/[(=]/.test(line)) return;
  for (const [word] of line.matchAll(WORD)) {
    const wrong = word.slice(0, -1);
    const isName = text.split(word).length > 3 && /[=(:]/.test(line);
    if (!isName || new RegExp(`(?<![\\w$])${wrong}(?![\\w$])`).test(text)) continue;
    return { line: line.replace(word, wrong), say: `\`${wrong}\` should be \`${word}\`` };
  }
}

/** `n` of the places, evenly apart. */
function spread(found, n) {
  return Array.from(
    { length: n },
    (_, i) => found[Math.floor(((i + 0.5) * found.length) / n)],
  ).filter(Boolean);
}
