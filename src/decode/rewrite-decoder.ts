// Rewrite mode: the model writes the region's new text, with the source as the draft.

import { rewritten } from '../apply/rewritten.js';
import type { Program } from '../grammar/program.js';
import { nTokensOf, SourceDraft } from './draft.js';
import { DraftLength } from './draft-length.js';
import { DraftedAnswer, type DraftOptions } from './drafted-answer.js';
import { LineEvents } from './line-events.js';
import { chatPrompt, type PromptInput, rewritePrompt } from './prompt.js';
import type { Run } from './run.js';
import { TextMatcher } from './text-matcher.js';
import type { TokenId, Tokenizer } from './tokenizer.js';

/** Decodes the region's new text and gives the program of it; the unchanged file on abstention. */
export async function decodeRewrite(
  run: Run,
  { drafts = true }: DraftOptions = {},
): Promise<{ program: Program; abstained?: string }> {
  const { loaded, tokenizer, source, view, stats } = run;
  const isChat = loaded.prompt === 'chat';
  const write = (tokenizer: Tokenizer, input: PromptInput) =>
    isChat ? chatPrompt(tokenizer, input, loaded.chat) : rewritePrompt(tokenizer, input);
  const { ids, closing } = await run.readPrompt(write, run.regionTokens.length + 1);
  const matcher = new TextMatcher(tokenizer.vocabulary, loaded.end);
  const answer = new DraftedAnswer(run, matcher, ids.at(-1)!);
  const draft = new SourceDraft([...run.regionTokens, ...closing], new DraftLength(loaded.costs));
  const events = new LineEvents(source, view.region, run.emit);
  const isFinished = () => answer.tokens.at(-1) === loaded.end || endsWith(answer.tokens, closing);
  while (!isFinished()) {
    const abstained = answer.reasonToStop;
    if (abstained !== undefined) return { program: run.unchanged, abstained };
    const drafted = drafts ? [draft.propose(answer.mostDrafted)] : [];
    const chosen = await answer.extend(drafted, isFinished);
    draft.follow(chosen, nTokensOf(drafted));
    stats.nGenerated = answer.tokens.length;
    events.write(tokenizer.bytesOf(chosen));
  }
  // A chat answer's last line is the code fence that closes it.
  if (!isChat) events.end();
  const text = textOf(run, answer.tokens, closing);
  const program = rewritten(source, [{ lines: view.region, text }]);
  stats.nCopied = run.countCopied(program);
  stats.nGenerated = Math.max(0, run.nTokens - stats.nCopied);
  return { program };
}

/** The answer without its closing; a final newline that only the prompt added is taken back. */
function textOf(run: Run, answer: readonly TokenId[], closing: readonly TokenId[]): string {
  const { tokenizer, loaded, source, view } = run;
  const nClosing = endsWith(answer, closing) ? closing.length : 1;
  const text = tokenizer.decode(answer.slice(0, -nClosing));
  const hasAdded =
    loaded.prompt === 'chat' && source.nLines > 0 && source.ending(view.region.last) === '';
  return hasAdded && text.endsWith('\n') ? text.slice(0, -1) : text;
}

function endsWith(answer: readonly TokenId[], closing: readonly TokenId[]): boolean {
  return closing.every((token, i) => answer.at(i - closing.length) === token);
}
