// Writes the figures of a model folder's evaluations into its card.
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { diagram } from './reliability.js';
import { markdown } from './report.js';

const MEASURED = '\n## Measured\n';

const INTRODUCTION = `Written by \`npm run eval\`. \`edits\` are the project's own held-out edits, out of packages that the
model was not trained on (\`fixtures/edits\`); the other sets are never trained on. Where nothing is said of it, a
row has one right outcome. Milliseconds are those of one request to a loaded model.
`;

/** Writes the figures of all evaluation-*.json of a folder into its README.md, which ends with them. */
export function writeCard(folder) {
  const path = join(folder, 'README.md');
  const [card] = (existsSync(path) ? readFileSync(path, 'utf8') : '').split(MEASURED);
  const parts = readdirSync(folder)
    .filter((name) => /^evaluation-\w+\.json$/.test(name))
    .flatMap((name) => partsOf(folder, JSON.parse(readFileSync(join(folder, name), 'utf8'))));
  writeFileSync(path, `${card}${MEASURED}\n${INTRODUCTION}\n${parts.join('\n')}`);
}

function partsOf(folder, { model, mode, sets }) {
  return Object.entries(sets).map(([set, summary]) => {
    const text = markdown(`${model}, ${mode}, ${set}`, summary);
    if (!summary.confidence || set !== 'edits') return text;
    const file = `reliability-${mode}.svg`;
    writeFileSync(join(folder, file), diagram(summary.confidence, model));
    return `${text}\n![Confidence against the share of exact edits](${file})\n`;
  });
}
