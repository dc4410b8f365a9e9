// The words, tables and bars of `cad bench`. Figures in, text out.

import type { MeasuredWay, SkippedEdit } from '../decode/measure/edits.js';
import type { Spread } from '../decode/measure/spread.js';
import type { CopyFigures, EditFigures, Figures } from './bench-figures.js';
import { printable } from './printable.js';

export interface ReportOptions {
  /** Columns that a line may take, at least 80. */
  readonly width: number;
  readonly color: boolean;
}

const BOLD = '1';
const CYAN = '36';

/** Columns to the left of the bars; what follows a bar is in the table already. */
const BARS_FROM = 50;
const MOST_BAR = 60;

const NOT_RIGHT = [
  'Where the text written token by token is not right, its time counts for as many',
  'tokens as the right text has; none is longer than 1.25 times that.',
];

/** Gives the report, ending in a line feed. */
export function benchReport(figures: Figures, { width, color }: ReportOptions): string {
  const style = (code: string, text: string) => (color ? `\u001b[${code}m${text}\u001b[0m` : text);
  const measured = figures.edits.filter((edit): edit is EditFigures => !('skipped' in edit));
  const most = Math.max(
    2,
    ...figures.copies.map(({ ratio }) => ratio),
    ...measured.flatMap(({ outputRatio, totalRatio }) => [outputRatio, totalRatio]),
  );
  const columns = Math.min(MOST_BAR, width - BARS_FROM);
  const bar = (ratio: number) => style(CYAN, barOf(ratio, most, columns));
  const sections = [
    machineLines(figures),
    [
      style(BOLD, `Copied tokens, after ${figures.nContext} tokens of context`),
      '  tokens  in one forward          in steps   ratio',
      ...figures.copies.map((copy) => copyLine(copy, bar)),
    ],
    [style(BOLD, 'Rates'), ...rateLines(figures)],
    [style(BOLD, 'Sample edits, against the whole file written token by token')].concat(
      figures.edits.flatMap((edit) => ['', ...editLines(edit, bar)]).slice(1),
    ),
    [
      `Figures are medians (least–most). Bars: ratio, on a log scale from 1 to ${digits(most)}.`,
      ...(measured.every(({ plain }) => plain.isRight) ? [] : NOT_RIGHT),
    ],
  ];
  return sections.map((lines) => lines.map((line) => `${line.trimEnd()}\n`).join('')).join('\n');
}

function machineLines({ machine, model }: Figures): string[] {
  return [
    printable(`${machine.cpu}, ${count(machine.nCores, 'core')}`),
    `Node.js ${machine.node}, onnxruntime ${machine.onnxruntime}`,
    printable(`${model.name} ${model.version}, loaded in ${ms(model.loadMs)}, on `) +
      `${deviceText(model)} (${model.lossless})`,
  ];
}

function deviceText({ device, nThreads }: Figures['model']): string {
  return device === 'cpu' ? `CPU with ${count(nThreads, 'thread')}` : device;
}

function copyLine(
  { nTokens, forwardMs, stepsMs, ratio }: CopyFigures,
  bar: (ratio: number) => string,
): string {
  const left = `${right(nTokens, 8)}  ${spread(forwardMs).padEnd(21)}${right(ms(stepsMs), 9)}`;
  return `${left}${right(times(ratio), 8)}  ${bar(ratio)}`;
}

function rateLines({ prefill, step, nContext, model }: Figures): string[] {
  const { weightBytes, cacheBytes, bytesPerSecond } = step;
  const rates = { ...bytesPerSecond };
  for (const key of ['median', 'min', 'max'] as const) rates[key] = bytesPerSecond[key] / 1e9;
  return [
    `  prefill  ${right(digits(prefill.tokensPerSecond), 6)} tokens/s  ${prefill.nTokens} tokens on an empty cache in ${spread(prefill.ms)}`,
    `  decode   ${right(digits(step.stepsPerSecond), 6)} steps/s   a step after ${nContext} tokens takes ${spread(step.ms)}`,
    `  memory   ${right(digits(rates.median), 6)} GB/s      (${digits(rates.min)}–${digits(rates.max)}), read by ${count(model.nThreads, 'thread')}`,
    `  A step reads ${mb(weightBytes)} of weights (all files of them) and ${mb(cacheBytes)} of keys and`,
    `  values, ${ms(step.memoryMs)} at that rate; it takes ${times(step.ratio)} as long.`,
  ];
}

function editLines(edit: EditFigures | SkippedEdit, bar: (ratio: number) => string): string[] {
  const title = printable(`  ${edit.path}: ${edit.instruction}`);
  if ('skipped' in edit) return [title, printable(`    skipped: ${edit.skipped}`)];
  const { fast, plain, outputRatio, totalRatio, nLines, nFileTokens } = edit;
  const gain = (what: string, ratio: number) =>
    `    ${what.padEnd(BARS_FROM - 14)}${right(times(ratio), 8)}  ${bar(ratio)}`;
  return [
    title,
    `    ${nLines} lines, ${nFileTokens} tokens      prompt     output  tokens  forwards  edit`,
    wayLine(fast.mode === 'program' ? 'program mode' : 'rewrite, with drafts', fast),
    wayLine('rewrite, token by token', plain),
    gain('gain in output', outputRatio),
    gain('gain end to end', totalRatio),
  ];
}

function wayLine(name: string, way: MeasuredWay): string {
  const verdict = way.isRight ? 'right' : way.abstained === undefined ? 'wrong' : 'unfinished';
  const cells = [
    right(ms(way.promptMs.median), 10),
    right(ms(way.outputMs.median), 11),
    right(way.nTokens, 8),
    right(way.nForwards, 10),
  ];
  return `    ${name.padEnd(24)}${cells.join('')}  ${verdict}`;
}

/** A bar of block characters, in eighths: none for a ratio of 1 or less. */
function barOf(ratio: number, most: number, columns: number): string {
  const share = Math.max(0, Math.log(ratio) / Math.log(most));
  const eighths = Math.round(8 * columns * Math.min(1, share));
  const part = eighths % 8 === 0 ? '' : '▏▎▍▌▋▊▉'.charAt((eighths % 8) - 1);
  return '█'.repeat(Math.floor(eighths / 8)) + part;
}

function spread({ median, min, max }: Spread): string {
  return `${ms(median)} (${digits(min)}–${digits(max)})`;
}

function ms(value: number): string {
  return `${digits(value)} ms`;
}

function mb(bytes: number): string {
  return `${digits(bytes / 1e6)} MB`;
}

function times(ratio: number): string {
  return `${digits(ratio)}x`;
}

/** Three digits or all of the whole part: 0.123, 1.23, 12.3, 1234. */
function digits(value: number): string {
  const whole = Math.max(1, Math.floor(Math.abs(value)).toString().length);
  return value.toFixed(Math.max(0, 3 - whole));
}

function count(n: number, what: string): string {
  return `${n} ${what}${n === 1 ? '' : 's'}`;
}

function right(value: number | string, width: number): string {
  return String(value).padStart(width);
}
