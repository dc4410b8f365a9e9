// Measures `cad fix` on a file of 100 lines, from process start: to the first token of the answer,
// to the diff, and the memory of the inference process; and `cad --help`.
//
//   npm run bench:fix -- [--repeat 5] [--model name] [--threads n]
//
// Prints medians and ranges. Memory is the peak that Linux tells, elsewhere `not measured`.
import { execFileSync, spawn } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { parseArgs } from 'node:util';
import { hundredLines } from './fix/hundred-lines.js';
import './own-start.js';
import { range } from './range.js';

const CAD = join(import.meta.dirname, '..', 'bin', 'cad.js');
const INSTRUCTION = 'use === in `order.kind == 8`';
const CASES = [
  ['the whole file shown', ':1-100'],
  ['around the code that is mentioned', ''],
  ['one line pointed to', ':58'],
];

const { values } = parseArgs({
  options: {
    repeat: { type: 'string', default: '5' },
    model: { type: 'string' },
    threads: { type: 'string' },
  },
});
const given = ['model', 'threads'].flatMap((name) =>
  values[name] === undefined ? [] : [`--${name}`, values[name]],
);
const folder = mkdtempSync(join(tmpdir(), 'cad-bench-'));
const path = join(folder, 'orders.js');
writeFileSync(path, hundredLines());
execFileSync('git', ['init', '--quiet'], { cwd: folder });

// The first start checks the model's files and measures what later ones only read.
await fix('');
const runs = CASES.map(() => []);
const helpMs = [];
for (let i = 0; i < Number(values.repeat); i++) {
  for (const [n, [, lines]] of CASES.entries()) runs[n].push(await fix(lines));
  const startMs = performance.now();
  execFileSync(process.execPath, [CAD, '--help']);
  helpMs.push(performance.now() - startMs);
}
for (const [n, [title]] of CASES.entries()) {
  const of = (key) => runs[n].map((run) => run[key]);
  console.log(
    `${title} (${runs[n][0].nPrompt} prompt tokens${runs[n][0].isRight ? '' : ', WRONG EDIT'}): first token ${figure(of('firstMs'), 'ms')}, diff ${figure(of('diffMs'), 'ms')}; load ${figure(of('loadMs'), 'ms')}, memory ${figure(of('peakMb'), 'MB')}`,
  );
}
console.log(`cad --help: ${figure(helpMs, 'ms')}`);
rmSync(folder, { recursive: true, force: true });

/** Runs `cad fix` once and times its events. */
async function fix(lines) {
  const words = ['fix', `${path}${lines}`, '--dry-run', '--json', ...given, INSTRUCTION];
  const startMs = performance.now();
  const cad = spawn(process.execPath, [CAD, ...words], {
    cwd: folder,
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const run = {};
  for await (const line of createInterface({ input: cad.stdout })) {
    const event = JSON.parse(line);
    const sinceStartMs = performance.now() - startMs;
    if (event.type === 'progress') {
      run.firstMs ??= sinceStartMs;
      run.peakMb = peakMb(cad.pid);
    }
    if (event.type !== 'outcome') continue;
    const { stats } = event.files[0];
    run.diffMs = sinceStartMs;
    run.loadMs = stats.loadMs;
    run.nPrompt = stats.nPrompt;
    run.isRight = event.patch.includes('+  if (order.kind === 8) {');
  }
  return run;
}

/** The most memory that the child of `pid` has held, in MB. */
function peakMb(pid) {
  try {
    const [task] = readdirSync(`/proc/${pid}/task`);
    const child = readFileSync(`/proc/${pid}/task/${task}/children`, 'utf8').trim().split(' ')[0];
    return Number(/VmHWM:\s+(\d+)/.exec(readFileSync(`/proc/${child}/status`, 'utf8'))[1]) / 1024;
  } catch {
    return undefined;
  }
}

function figure(values, unit) {
  const known = values.filter((value) => value !== undefined);
  return known.length === 0 ? 'not measured' : range(known).replace(' ', ` ${unit} `);
}
