// Measures `git commit` with the hook against the same commit without it: three staged files of 100
// lines and one rule; the same content again, whose verdicts are kept; and no file that a rule is about.
//
//   npm run bench:hook -- [--repeat 7] [--model name]
//
// Prints medians and ranges, the runs in turns. With a model that is not calibrated, its edits are taken
// whatever its confidence.
import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { spreadOf } from '../dist/decode/measure/spread.js';
import { hundredLines } from './fix/hundred-lines.js';
import './own-start.js';
import { range } from './range.js';

const CAD = join(import.meta.dirname, '..', 'bin', 'cad.js');
const PATHS = ['orders.js', 'parcels.js', 'returns.js'];
const RULES = [{ files: '*.js', instruction: 'use === instead of ==' }];

const { values } = parseArgs({
  options: { repeat: { type: 'string', default: '7' }, model: { type: 'string' } },
});

const folder = mkdtempSync(join(tmpdir(), 'cad-bench-'));
const git = (args, env = {}) =>
  execFileSync('git', args, {
    cwd: folder,
    env: { ...process.env, ...env },
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'pipe'],
  });
const write = (path, text) => writeFileSync(join(folder, path), text);
const textOf = (path) => hundredLines().replaceAll('order', path.replace('s.js', ''));

git(['init', '--quiet']);
git(['config', 'user.name', 'A User']);
git(['config', 'user.email', 'user@example.com']);
const hook = { minConfidence: 0, timeBudgetMs: 60_000, rules: RULES };
write('.cadrc', JSON.stringify({ hook, ...(values.model && { model: values.model }) }));
for (const path of PATHS) write(path, textOf(path).replace(' == 8', ' === 8'));
git(['add', '.']);
git(['commit', '--quiet', '--message', 'before']);
execFileSync(process.execPath, [CAD, 'hook', 'install'], { cwd: folder });

const CASES = {
  'without the hook, three files': () => commit(PATHS, { CAD_HOOK: '0' }),
  'with the hook, three files': () => {
    rmSync(join(folder, '.git/cad/verdicts.json'), { force: true });
    return commit(PATHS);
  },
  'with the hook, verdicts kept': () => commit(PATHS),
  'without the hook, no rule matches': () => commit(['notes.txt'], { CAD_HOOK: '0' }),
  'with the hook, no rule matches': () => commit(['notes.txt']),
};
const times = Object.fromEntries(Object.keys(CASES).map((name) => [name, []]));
// The first start checks the model's files and measures what later ones only read.
commit(PATHS);
for (let i = 0; i < Number(values.repeat); i++) {
  for (const [name, run] of Object.entries(CASES)) times[name].push(run());
}
for (const [name, ms] of Object.entries(times)) console.log(`${name}: ${range(ms)} ms`);
const [plain, fresh, kept, plainOther, other] = Object.values(times).map(
  (ms) => spreadOf(ms).median,
);
console.log(`a file: ${((fresh - plain) / PATHS.length).toFixed(0)} ms`);
console.log(
  `over git alone: ${(kept - plain).toFixed(0)} ms with verdicts kept, ${(other - plainOther).toFixed(0)} ms where no rule matches`,
);
rmSync(folder, { recursive: true, force: true });

/** Stages a change in each file, times its commit, and takes it back; gives milliseconds. */
function commit(paths, env) {
  for (const path of paths) write(path, path.endsWith('.js') ? textOf(path) : `${Math.random()}\n`);
  git(['add', '.']);
  const startMs = performance.now();
  git(['commit', '--quiet', '--message', 'change'], env);
  const ms = performance.now() - startMs;
  git(['reset', '--hard', '--quiet', 'HEAD~1']);
  return ms;
}
