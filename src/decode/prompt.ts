// What the model reads. Training writes its sequences with this file, so the two can't differ.
import { basename } from 'node:path';
import { type LineRange, type Source, terminated } from '../grammar/source.js';
import type { TokenId, Tokenizer } from './tokenizer.js';
import type { View } from './view.js';

/** How a model wants to be asked; named in its manifest. */
export type PromptForm = 'rewrite' | 'chat';

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
  /** What ends the answer. */
  readonly closing: TokenId[];
}

/**
 * Asks for the new text of the view's region, line by line, then the end token.
 *
 * The form is that of the fine-tuned model: tokens that stand unused in SmolLM2's vocabulary mark
 * the parts, at one position each. Where the region is only a part of the view, `<jupyter_start>`
 * and `<jupyter_text>` enclose it. `<jupyter_code>` stands before each pointed line, which is also
 * quoted after the instruction: a small model finds a line by its words sooner than by a mark.
 */
export function rewritePrompt(tokenizer: Tokenizer, input: PromptInput): Prompt {
  const { lines, region, pointed } = input.view;
  const { source } = input;
  const isPart = region.first > lines.first || region.last < lines.last;
  const ids = head(tokenizer, input);
  for (let n = lines.first; n <= lines.last; n++) {
    if (isPart && n === region.first) ids.push(tokenizer.special('<jupyter_start>'));
    if (pointed && contains(pointed, n)) ids.push(tokenizer.special('<jupyter_code>'));
    ids.push(...tokenizer.encode(source.shown(n)));
    if (isPart && n === region.last) ids.push(tokenizer.special('<jupyter_text>'));
  }
  return answerAfter(tokenizer, ids);
}

/** Asks for a program: the lines of the view with their numbers, then the tags. */
export function programPrompt(tokenizer: Tokenizer, input: PromptInput): Prompt {
  const { lines, pointed } = input.view;
  const ids = head(tokenizer, input);
  for (let n = lines.first; n <= lines.last; n++) {
    if (pointed && contains(pointed, n)) ids.push(tokenizer.special('<jupyter_code>'));
    ids.push(...tokenizer.encode(`${n} `), ...tokenizer.encode(input.source.shown(n)));
  }
  return answerAfter(tokenizer, ids);
}

/**
 * Asks an instruction-tuned model that knows nothing of `cad`: ChatML, the region inside a code
 * fence longer than any in it, the answer's own fence already opened.
 */
export function chatPrompt(tokenizer: Tokenizer, input: PromptInput): Prompt {
  const text = regionText(input.source, input.view.region);
  const fence = '`'.repeat(1 + Math.max(2, ...(text.match(/`+/g) ?? []).map((run) => run.length)));
  const start = tokenizer.special('<|im_start|>');
  const end = tokenizer.special('<|im_end|>');
  const opening = `${fence}${basename(input.path).split('.').at(-1) ?? ''}\n`;
  const question =
    `user\nEdit this code: ${input.instruction}\n` +
    `Answer with the whole new code and nothing else.\n\n${opening}${terminated(text)}${fence}`;
  const ids = [
    start,
    ...tokenizer.encode(question),
    end,
    ...tokenizer.encode('\n'),
    start,
    ...tokenizer.encode(`assistant\n${opening}`),
  ];
  return { ids, closing: tokenizer.encode(fence) };
}

/** The lines of `region` as the model sees them. */
export function regionText(source: Source, region: LineRange): string {
  let text = '';
  for (let n = region.first; n <= region.last; n++) text += source.shown(n);
  return text;
}

function head(tokenizer: Tokenizer, { instruction, path, source, view }: PromptInput): TokenId[] {
  const quoted = view.pointed ? tokenizer.encode(regionText(source, view.pointed)) : [];
  return [
    tokenizer.special('<issue_start>'),
    ...tokenizer.encode(instruction.trim()),
    ...(quoted.length > 0 ? [tokenizer.special('<jupyter_code>'), ...quoted] : []),
    tokenizer.special('<filename>'),
    ...tokenizer.encode(`${basename(path)}\n`),
  ];
}

function answerAfter(tokenizer: Tokenizer, ids: TokenId[]): Prompt {
  ids.push(tokenizer.special('<jupyter_output>'));
  return { ids, closing: [tokenizer.special('<|im_end|>')] };
}

function contains(range: LineRange, n: number): boolean {
  return n >= range.first && n <= range.last;
}
