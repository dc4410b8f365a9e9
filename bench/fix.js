// Measures `cad fix` on a file of 100 lines, from process start to the diff.
//
//   npm run bench:fix -- [--repeat 5] [--model name] [--threads n]
//
// Prints the median and the range of what `--stats` reports, in ms.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { execa } from 'execa';
import { hundredLines } from './fix/hundred-lines.js';

const CAD = join(import.meta.dirname, '..', 'bin', 'cad.js');
const { values } = parseArgs({
  options: {
    repeat: { type: 'string', default: '5' },
    model: { type: 'string' },
    threads: { type: 'string' },
  },
});
const folder = mkdtempSync(join(tmpdir(), 'cad-bench-'));
const path = join(folder, 'orders.js');
writeFileSync(path, hundredLines());
await execa('git', ['init', '--quiet'], { cwd: folder });
const given = ['model', 'threads'].flatMap((name) =>
  values[name] === undefined ? [] : [`--${name}`, values[name]],
);
for (const [title, target] of [
  ['the whole file', path],
  ['one line pointed to', `${path}:58`],
]) {
  const times = [];
  for (let i = 0; i < Number(values.repeat); i++) {
    const startMs = performance.now();
    const words = ['fix', target, '--dry-run', '--stats', ...given, 'use === in `order.kind == 8`'];
    const { stderr } = await execa(process.execPath, [CAD, ...words], {
      cwd: folder,
      reject: false,
    });
    times.push(performance.now() - startMs);
    if (i === 0) console.log(`${title}, first run:\n${stderr}\n`);
  }
  times.sort((a, b) => a - b);
  const [least, median, most] = [0, Math.floor(times.length / 2), times.length - 1].map((i) =>
    Math.round(times[i]),
  );
  console.log(`${title}: ${median} ms (${least}–${most}), ${times.length} runs\n`);
}
rmSync(folder, { recursive: true, force: true });
