// Makes the manifest of a model that came without one, from what Transformers keeps beside weights.
import { readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { ModelError } from '../../../errors.js';
import type { Manifest } from '../manifest.js';
import type { Choice } from './choose.js';

/** `config.json`; models that also see images keep that of their text in it. */
interface Config {
  readonly architectures?: readonly string[];
  readonly text_config?: Config;
  readonly num_hidden_layers?: number;
  readonly num_attention_heads?: number;
  readonly num_key_value_heads?: number;
  readonly hidden_size?: number;
  readonly head_dim?: number;
  readonly vocab_size?: number;
  readonly max_position_embeddings?: number;
  readonly eos_token_id?: number | readonly number[];
}

const GENERATOR = /(ForCausalLM|ForConditionalGeneration|LMHeadModel)$/;

/**
 * Gives the manifest, but for its files, of the model whose descriptions are in `folder`. Throws a
 * ModelError where it is none that says text token by token.
 */
export function describe(
  folder: string,
  { graph: [graph] }: Choice,
): Omit<Manifest, 'name' | 'version' | 'files'> {
  const outer = read<Config>(folder, 'config.json');
  const config = { ...outer, ...outer.text_config };
  const kind = outer.architectures?.[0];
  const { num_attention_heads: heads = Number.NaN, hidden_size: width = Number.NaN } = config;
  const counts = {
    layers: config.num_hidden_layers ?? Number.NaN,
    kvHeads: config.num_key_value_heads ?? heads,
    headDim: config.head_dim ?? width / heads,
    vocabulary: config.vocab_size ?? Number.NaN,
    context: config.max_position_embeddings ?? Number.NaN,
    end: endOf(folder, config),
  };
  if (!kind || !GENERATOR.test(kind) || !Object.values(counts).every(Number.isSafeInteger)) {
    throw new ModelError(
      `The model is of the kind \`${kind ?? 'unknown'}\`, which \`cad\` cannot run.`,
    );
  }
  return {
    ...counts,
    graph: basename(graph.path),
    layout: 'transformers',
    prompt: 'chat',
    modes: ['rewrite'],
  };
}

/** The token that ends an answer: what the tokenizer says, where generation ends with it, too. */
function endOf(folder: string, config: Config): number {
  const generation = read<Config>(folder, 'generation_config.json', {});
  const ends = [generation.eos_token_id ?? config.eos_token_id ?? []].flat();
  const { eos_token: eos } = read<{ eos_token?: string | { content: string } }>(
    folder,
    'tokenizer_config.json',
  );
  const name = typeof eos === 'object' ? eos?.content : eos;
  const { added_tokens: added = [] } = read<{ added_tokens?: { id: number; content: string }[] }>(
    folder,
    'tokenizer.json',
  );
  const named = added.find(({ content }) => content === name)?.id;
  return (named !== undefined && ends.includes(named) ? named : (ends[0] ?? named)) ?? Number.NaN;
}

function read<T extends object>(folder: string, name: string, otherwise?: T): T {
  try {
    const value = JSON.parse(readFileSync(join(folder, name), 'utf8'));
    if (typeof value === 'object' && value !== null) return value;
  } catch (cause) {
    const isMissing = (cause as NodeJS.ErrnoException).code === 'ENOENT';
    if (isMissing && otherwise) return otherwise;
    throw new ModelError(`The model's \`${name}\` cannot be read.`, { cause });
  }
  throw new ModelError(`The model's \`${name}\` is not an object.`);
}
