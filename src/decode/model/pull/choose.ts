// Which files of a repository a model needs: one graph, what it refers to, and what tells its form.
import { UsageError } from '../../../errors.js';
import type { SourceFile } from './source.js';

/** Endings of graphs by the kind of numbers in them; the first that is there is taken by default. */
const ENDINGS = {
  q4: ['_q4'],
  q8: ['_quantized', '_int8', '_q8'],
  q4f16: ['_q4f16'],
  fp16: ['_fp16'],
  fp32: [''],
} as const;

export type Dtype = keyof typeof ENDINGS;

/** The kinds of numbers that a graph may come in. */
export const DTYPES = Object.keys(ENDINGS) as readonly Dtype[];

const STEMS = ['model', 'decoder_model_merged'];
const FOLDERS = ['onnx/', ''];

const REQUIRED = ['config.json', 'tokenizer.json', 'tokenizer_config.json'];
const OPTIONAL = ['generation_config.json', 'chat_template.jinja'];

export interface Choice {
  readonly dtype: Dtype;
  /** Small files that say what the model is. */
  readonly descriptions: readonly SourceFile[];
  /** The graph, then the files with its weights, if they are not in it. */
  readonly graph: readonly [SourceFile, ...SourceFile[]];
}

/**
 * Chooses by path: the graph that is asked for, else in `usual` if there is one, else the first.
 * Throws a UsageError that says what is missing.
 */
export function choose(
  files: readonly SourceFile[],
  asked: Dtype | undefined,
  usual: string | undefined,
): Choice {
  const byPath = new Map(files.map((file) => [file.path, file]));
  const missing = REQUIRED.find((path) => !byPath.has(path));
  if (missing) throw new UsageError(`The model has no \`${missing}\`, which \`cad\` needs.`);
  const graphs = DTYPES.flatMap((dtype) => {
    const graph = graphOf(byPath, dtype);
    return graph ? [{ dtype, graph }] : [];
  });
  const [first] = graphs;
  if (!first) {
    throw new UsageError('The model has no ONNX graph, which `cad` needs.', {
      hint: 'Look on the hub for the same model with `onnx` among its files.',
    });
  }
  const inDtype = (wanted: string | undefined) => graphs.find(({ dtype }) => dtype === wanted);
  const chosen = asked ? inDtype(asked) : (inDtype(usual) ?? first);
  if (!chosen) {
    const there = graphs.map(({ dtype }) => dtype).join('`, `');
    throw new UsageError(`The model has no graph in \`${asked}\`.`, {
      hint: `It has \`${there}\`.`,
    });
  }
  const { graph, dtype } = chosen;
  return {
    dtype,
    descriptions: [...REQUIRED, ...OPTIONAL].flatMap((path) => byPath.get(path) ?? []),
    graph: [graph, ...files.filter(({ path }) => isDataOf(graph.path, path))],
  };
}

function graphOf(files: ReadonlyMap<string, SourceFile>, dtype: Dtype): SourceFile | undefined {
  for (const folder of FOLDERS)
    for (const stem of STEMS)
      for (const ending of ENDINGS[dtype]) {
        const file = files.get(`${folder}${stem}${ending}.onnx`);
        if (file) return file;
      }
  return undefined;
}

/** Whether a file holds weights of a graph: `model.onnx_data`, `model.onnx_data_1`, `model.onnx.data`. */
function isDataOf(graph: string, path: string): boolean {
  return path.startsWith(graph) && /^[_.]data(_\d+)?$/.test(path.slice(graph.length));
}
