// The tables of a model card.

const COLUMNS = [
  ['n', ({ n }) => n],
  [
    'exact (95 %)',
    ({ exact, interval: [low, high] }) => `${percent(exact)} (${percent(low)}–${percent(high)})`,
  ],
  ['up to white space', ({ spaces }) => percent(spaces)],
  ['same syntax tree', ({ sameTree }) => percent(sameTree)],
  ['among candidates', ({ amongCandidates }) => percent(amongCandidates)],
  [
    'tests passed',
    ({ passed, notRun }) => (notRun ? 'not run' : passed === undefined ? '' : percent(passed)),
  ],
  ['unchanged', ({ unchanged }) => percent(unchanged)],
  ['unfinished', ({ abstained }) => percent(abstained)],
  ['breaks syntax', ({ breaksSyntax }) => percent(breaksSyntax)],
  ['median ms', ({ medianMs }) => medianMs],
  ['forwards', ({ forwards }) => forwards?.toFixed(1) ?? ''],
  ['tokens a forward', ({ tokensPerForward }) => tokensPerForward.toFixed(1)],
];

export const HEADER = ['', ...COLUMNS.map(([title]) => title)];

/** The cells of one group's rates. */
export function row(name, rates) {
  return [name, ...COLUMNS.map(([, cell]) => cell(rates))];
}

/** Lines of a Markdown table. */
export function table(header, rows) {
  const line = (cells) => `| ${cells.join(' | ')} |`;
  return [line(header), line(header.map(() => '---')), ...rows.map(line)];
}

/** Nothing where a report does not count it. */
export function percent(share) {
  return share === undefined ? '' : `${(100 * share).toFixed(1)} %`;
}
