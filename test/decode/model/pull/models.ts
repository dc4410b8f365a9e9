// Models for pulls: the tiny one with its manifest, and the files of one as Transformers has it.

import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { TINY_MODEL } from '../../tiny-model.js';

/** The files of the tiny model. */
export function tinyFiles(): Record<string, Buffer> {
  const names = readdirSync(TINY_MODEL);
  return Object.fromEntries(names.map((name) => [name, readFileSync(join(TINY_MODEL, name))]));
}

/** The files of a model without a manifest, with `nBytes` of weights in each kind of numbers. */
export function transformersFiles(nBytes = 5000): Record<string, Buffer> {
  const config = {
    architectures: ['LlamaForCausalLM'],
    num_hidden_layers: 2,
    num_attention_heads: 4,
    num_key_value_heads: 2,
    hidden_size: 64,
    vocab_size: 512,
    max_position_embeddings: 2048,
    eos_token_id: 2,
  };
  return {
    'README.md': Buffer.from('# A model\n'),
    'config.json': Buffer.from(JSON.stringify(config)),
    'tokenizer.json': readFileSync(join(TINY_MODEL, 'tokenizer.json')),
    'tokenizer_config.json': readFileSync(join(TINY_MODEL, 'tokenizer_config.json')),
    'generation_config.json': Buffer.from('{"eos_token_id":[2,0]}'),
    'chat_template.jinja': Buffer.from('{{ messages[0].content }}'),
    'model.safetensors': noise(9000, 'safetensors'),
    'onnx/model.onnx': noise(3000, 'fp32'),
    'onnx/model.onnx_data': noise(nBytes, 'fp32 data'),
    'onnx/model_q4.onnx': noise(3000, 'q4'),
    'onnx/model_q4.onnx_data': noise(nBytes, 'q4 data'),
    'onnx/model_q4.onnx_data_1': noise(nBytes, 'q4 more data'),
    'onnx/model_quantized.onnx': noise(nBytes, 'q8'),
  };
}

/** Bytes without a pattern, always the same for a seed. */
export function noise(nBytes: number, seed: string): Buffer {
  return createHash('shake256', { outputLength: nBytes }).update(seed).digest();
}
