// What the model reads. Training writes its sequences with this file, so the two can't differ.
import { basename } from 'node:path';
import { type LineRange, type Source, terminated } from '../grammar/source.js';
import { type ChatTokens, chatMl } from './chat.js';
import type { TokenId, Tokenizer } from './tokenizer.js';
import type { View } from './view.js';

/** How a model wants to be asked; named in its manifest. */
export type PromptForm = 'quotes' | 'tags' | 'chat';

export interface PromptInput {
  readonly instruction: string;
  /** File name; its last part is shown. */
  readonly path: string;
  readonly source: Source;
  readonly view: View;
}

export interface Prompt {
  /** Everything before the first token of the answer. */
  readonly ids: TokenId[];
  /** Tokens at its beginning that are the file's part: alike for all instructions on those lines. */
  readonly nFile: number;
  /** What ends the answer. */
  readonly closing: TokenId[];
}

/**
 * Asks for the change as quotes: the lines of the view, then the instruction, after it the lines
 * that it points to.
 *
 * The form is that of the fine-tuned model: tokens that stand unused in SmolLM2's vocabulary mark
 * the parts, at one position each. The file comes first, so that what the model has read of it
 * serves any number of instructions. A small model finds a pointed line by its words sooner than by
 * a number or a mark.
 */
export function quotePrompt(tokenizer: Tokenizer, input: PromptInput): Prompt {
  return answerAfter(tokenizer, question(tokenizer, input), '<jupyter_output>');
}

/** Asks for the new text of all lines of the view; otherwise as `quotePrompt`. */
export function rewritePrompt(tokenizer: Tokenizer, input: PromptInput): Prompt {
  return answerAfter(tokenizer, question(tokenizer, input), '<jupyter_script>');
}

/** Asks for a program in tags: as `quotePrompt`, but each line, the pointed ones too, after its number. */
export function tagPrompt(tokenizer: Tokenizer, input: PromptInput): Prompt {
  const numbered = (n: number) => [
    ...tokenizer.encode(`${n} `),
    ...tokenizer.encode(input.source.shown(n)),
  ];
  return answerAfter(tokenizer, question(tokenizer, input, numbered), '<jupyter_output>');
}

/**
 * Asks an instruction-tuned model that knows nothing of `cad`: the region inside a code fence longer
 * than any in it, the answer's own fence already opened. What is around comes from the model's chat
 * template.
 */
export function chatPrompt(
  tokenizer: Tokenizer,
  input: PromptInput,
  chat: ChatTokens = chatMl(tokenizer),
): Prompt {
  const text = regionText(input.source, input.view.region);
  const fence = '`'.repeat(1 + Math.max(2, ...(text.match(/`+/g) ?? []).map((run) => run.length)));
  const opening = `${fence}${basename(input.path).split('.').at(-1) ?? ''}\n`;
  const question =
    `Edit this code: ${input.instruction}\n` +
    `Answer with the whole new code and nothing else.\n\n${opening}${terminated(text)}${fence}`;
  const ids = [
    ...chat.before,
    ...tokenizer.encode(question),
    ...chat.after,
    ...tokenizer.encode(opening),
  ];
  return { ids, nFile: 0, closing: tokenizer.encode(fence) };
}

/** The lines of `region` as the model sees them. */
export function regionText(source: Source, region: LineRange): string {
  let text = '';
  for (let n = region.first; n <= region.last; n++) text += source.shown(n);
  return text;
}

function question(
  tokenizer: Tokenizer,
  { instruction, path, source, view: { lines, pointed } }: PromptInput,
  encodeLine = (n: number) => tokenizer.encode(source.shown(n)),
): Pick<Prompt, 'ids' | 'nFile'> {
  const ids = [tokenizer.special('<filename>'), ...tokenizer.encode(`${basename(path)}\n`)];
  for (let n = lines.first; n <= lines.last; n++) ids.push(...encodeLine(n));
  const nFile = ids.length;
  ids.push(tokenizer.special('<issue_start>'), ...tokenizer.encode(instruction.trim()));
  if (pointed) {
    ids.push(tokenizer.special('<jupyter_code>'));
    for (let n = pointed.first; n <= pointed.last; n++) ids.push(...encodeLine(n));
  }
  return { ids, nFile };
}

function answerAfter(
  tokenizer: Tokenizer,
  { ids, nFile }: Pick<Prompt, 'ids' | 'nFile'>,
  start: string,
): Prompt {
  return {
    ids: [...ids, tokenizer.special(start)],
    nFile,
    closing: [tokenizer.special('<|im_end|>')],
  };
}
