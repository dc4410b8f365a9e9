// How a chat asks and answers: the text around a question, as a model's own template has it.
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ModelError } from '../errors.js';
import type { TokenId, Tokenizer } from './tokenizer.js';

/** The tokens before a question, and those between it and the answer. */
export interface ChatTokens {
  readonly before: readonly TokenId[];
  readonly after: readonly TokenId[];
}

interface TokenizerConfig {
  readonly chat_template?: string | readonly { readonly name: string; readonly template: string }[];
  readonly bos_token?: string | { readonly content: string } | null;
  readonly eos_token?: string | { readonly content: string } | null;
}

/** Stands for the question while a template is rendered: special tokens may not come from its text. */
const QUESTION = '\ue000question\ue001';

/** ChatML, for models that come without a template. */
export function chatMl(tokenizer: Tokenizer): ChatTokens {
  return {
    before: tokenizer.encodeMarked('<|im_start|>user\n'),
    after: tokenizer.encodeMarked('<|im_end|>\n<|im_start|>assistant\n'),
  };
}

/**
 * Reads the chat template of a model folder; undefined where there is none. Throws a ModelError where
 * it cannot be rendered.
 */
export async function readChat(
  folder: string,
  tokenizer: Tokenizer,
): Promise<ChatTokens | undefined> {
  const config: TokenizerConfig = JSON.parse(
    readFileSync(join(folder, 'tokenizer_config.json'), 'utf8'),
  );
  const template = templateOf(folder, config);
  if (template === undefined) return undefined;
  const { Template } = await import('@huggingface/jinja');
  try {
    const text = new Template(template).render({
      messages: [{ role: 'user', content: QUESTION }],
      add_generation_prompt: true,
      // Thoughts would come before the fence that is opened for the answer.
      enable_thinking: false,
      bos_token: contentOf(config.bos_token),
      eos_token: contentOf(config.eos_token),
    });
    const [before, after, ...others] = text.split(QUESTION);
    if (before === undefined || after === undefined || others.length > 0) {
      throw new Error('It does not say the question once.');
    }
    return { before: tokenizer.encodeMarked(before), after: tokenizer.encodeMarked(after) };
  } catch (cause) {
    throw new ModelError("The model's chat template cannot be used.", { cause });
  }
}

function templateOf(folder: string, { chat_template: named }: TokenizerConfig): string | undefined {
  const file = join(folder, 'chat_template.jinja');
  if (existsSync(file)) return readFileSync(file, 'utf8');
  if (named === undefined || typeof named === 'string') return named;
  return named.find(({ name }) => name === 'default')?.template;
}

function contentOf(token: TokenizerConfig['bos_token']): string {
  return (typeof token === 'string' ? token : token?.content) ?? '';
}
