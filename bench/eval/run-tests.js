// Runs a row's tests on edited code: other people's code, so in a subprocess with limits.
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { execa } from 'execa';

const SECONDS = 10;
const MEMORY_KB = 4_000_000;

/**
 * Tells whether a program, which holds its tests, passes them: true, false, or `not run` where the interpreter is absent.
 * JavaScript tests use `console.assert`, which only writes to stderr.
 */
export async function passes(language, program) {
  const python = language === 'python';
  const folder = await mkdtemp(join(tmpdir(), 'cad-eval-'));
  try {
    const file = join(folder, python ? 'solution.py' : 'solution.cjs');
    await writeFile(file, program);
    const command = python ? 'python3' : process.execPath;
    // Node reserves far more address space than it uses; its heap is limited instead.
    const limit = python ? `ulimit -v ${MEMORY_KB}; ` : '';
    const flags = python ? ['-I'] : ['--max-old-space-size=1000'];
    const script = `${limit}ulimit -t ${SECONDS}; exec "$0" "$@"`;
    const result = await execa('sh', ['-c', script, command, ...flags, file], {
      cwd: folder,
      reject: false,
      timeout: 2 * SECONDS * 1000,
      maxBuffer: 1_000_000,
      stdin: 'ignore',
    });
    if (result.exitCode === 127) return 'not run';
    return result.exitCode === 0 && !/Assertion failed/.test(result.stderr);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
