// The engines that are compared: how each one's driver is started, and what it can do.
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

const DRIVERS = join(import.meta.dirname, 'drivers');
const ROOT = join(import.meta.dirname, '..', '..');

export const THREADS = 2;
export const MODEL = join(ROOT, 'models', 'smollm2-135m-edit');

/** Where the weights of the peers are written: another adapter has another folder. */
export function modelsFolder(home) {
  const adapter = readFileSync(join(ROOT, 'training', 'adapters', 'quotes.pt'));
  return join(home, `models-${createHash('sha256').update(adapter).digest('hex').slice(0, 12)}`);
}

/** What is said about each peer in the report: how its answer is made the wanted one. */
export const PEERS = {
  'node-llama-cpp': {
    plain: 'forced: the wanted token is fed back in place of the chosen one',
    lookup: 'forced: a bias on the wanted token at each row; its own InputLookupTokenPredictor',
  },
  'llama-cpp-python': {
    plain: 'forced: a logits processor raises the wanted token',
    lookup: 'forced: the same; its own LlamaPromptLookupDecoding',
  },
  'transformers.js': {
    plain: 'forced: a logits processor raises the wanted token',
    lookup: 'none in this release',
  },
  'onnxruntime-genai': {
    plain: 'forced: the wanted token is appended; choosing costs it nothing',
    lookup:
      'replayed: it can be forced only by a grammar, which is slower; so the forwards that n-gram lookup would make are run, with drafts of at most 16, its limit',
  },
  'HF transformers': {
    plain: 'forced: a logits processor raises the wanted token',
    lookup: 'forced: the same; its own prompt lookup',
  },
};

/** All engines; `home` is where the peers are installed. Each has a name, a peer and its weights. */
export function engines(home) {
  const models = modelsFolder(home);
  const gguf = (weights) => join(models, 'gguf', `${weights}.gguf`);
  const peer = (name, weights, driver, load, drafts) => ({
    ...{ name: `${name} ${weights}`, peer: name, weights, driver: join(DRIVERS, driver) },
    load: { threads: THREADS, weights, ...load },
    drafts,
  });
  return [
    {
      ...{ name: 'cad', driver: join(DRIVERS, 'cad.js'), weights: 'int8' },
      load: { model: MODEL, threads: THREADS },
    },
    ...['q8_0', 'q4_0', 'q4_1', 'f16'].map((weights) =>
      peer('node-llama-cpp', weights, 'node-llama-cpp.js', { home, model: gguf(weights) }, [1, 3]),
    ),
    // What checks drafts needs the logits of every row: these peers load the model otherwise for it.
    ...['q8_0', 'q4_0'].flatMap((weights) => {
      const made = (load, drafts) =>
        peer(
          'llama-cpp-python',
          weights,
          'llama_cpp_python.py',
          { model: gguf(weights), ...load },
          drafts,
        );
      return [made({}, []), onlyLookup(made({ lookup: true }, [10, 32, 128]))];
    }),
    ...['q8', 'int8', 'q4', 'fp32'].map((weights) =>
      peer(
        'transformers.js',
        weights,
        'transformers-js.js',
        { home, model: join(models, 'transformers-js') },
        [],
      ),
    ),
    ...['int8', 'int4', 'fp32'].map((weights) =>
      peer('onnxruntime-genai', weights, 'genai.py', { model: join(models, 'genai', weights) }, []),
    ),
    ...['int8', 'int4'].map((weights) =>
      onlyLookup(
        peer(
          'onnxruntime-genai',
          weights,
          'genai.py',
          { model: join(models, 'genai', `${weights}-all`) },
          [4, 16],
        ),
      ),
    ),
    ...['float32', 'bfloat16'].map((weights) =>
      peer('HF transformers', weights, 'hf.py', { model: join(models, 'hf') }, [10, 32, 128]),
    ),
  ];
}

function onlyLookup(engine) {
  return { ...engine, name: `${engine.name} lookup`, hasNoPlain: true };
}
