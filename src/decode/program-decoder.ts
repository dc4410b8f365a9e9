// Program mode: the model says tags and new text under the grammar's mask; spans are copied unsaid.
import { fit } from '../apply/fit.js';
import { assert } from '../errors.js';
import { Automaton } from '../grammar/automaton.js';
import { concat, equals } from '../grammar/bytes.js';
import { type Boundary, Matcher } from '../grammar/matcher.js';
import { parse } from '../grammar/parse.js';
import { format, GEN_CLOSE, type Program, unescapeGen } from '../grammar/program.js';
import { intersection, type LineRange, Source } from '../grammar/source.js';
import type { DraftPart } from './draft.js';
import { type DraftOptions, MOST_LOGITS } from './drafted-answer.js';
import { ElementTokens } from './element-tokens.js';
import { type Prompt, regionText, tagPrompt } from './prompt.js';
import type { Run } from './run.js';
import { type Place, TagDraft } from './tag-draft.js';
import type { TokenId } from './tokenizer.js';

/** Decodes a program of the whole file; on abstention, what was said so far, closed. */
export async function decodeProgram(
  run: Run,
  { drafts = true }: DraftOptions = {},
): Promise<{ program: Program; abstained?: string }> {
  const { nLines } = run.source;
  const automaton = new Automaton({ nLines, fence: run.view.region, allowEmpty: nLines === 0 });
  const matcher = new Matcher(automaton, run.loaded.trie, run.loaded.end);
  const prompt = await run.readPrompt(tagPrompt, 1);
  const draft = drafts ? new TagDraft(run) : undefined;
  const decoder = new ProgramDecoder(run, matcher, prompt, draft);
  const abstained = await decoder.decode();
  const program = parse(decoder.text);
  assert(equals(format(program), decoder.text), 'a decoded program is not canonical');
  run.stats.nCopied = run.countCopied(program);
  const fitted = { program: fit(program, run.source) };
  return abstained === undefined ? fitted : { ...fitted, abstained };
}

/**
 * Says a program element by element.
 *
 * Each tag, and each line of text, is in the cache as the tokens that it has when encoded alone,
 * whatever tokens the mask made the model say it with: what was said otherwise is read again, in
 * the forward of the next decision. For models that were trained so, that forward also reads the
 * span of a completed copy, as far as the model is shown it, unless nothing but new text at the end
 * can follow.
 */
class ProgramDecoder {
  readonly #run: Run;
  readonly #matcher: Matcher;
  readonly #said: Uint8Array[] = [];
  /** Bytes since the latest boundary, and their tokens. */
  #element: Uint8Array = new Uint8Array();
  readonly #tokens: ElementTokens;
  /** How many tokens of the element the model chose. */
  #nChosen = 0;
  readonly #draft: TagDraft | undefined;
  #place: Pick<Place, 'lastLine' | 'after'> = { lastLine: 0, after: 'start' };
  /** Bytes of the current text that were emitted. */
  #nStreamed = 0;
  #nSpent = 0;

  constructor(run: Run, matcher: Matcher, prompt: Prompt, draft: TagDraft | undefined) {
    this.#run = run;
    this.#draft = draft;
    this.#matcher = matcher;
    this.#tokens = new ElementTokens(run, prompt.ids.slice(-1));
  }

  get text(): Uint8Array {
    return concat(this.#said);
  }

  /** Decodes to the end; gives the reason where that was forced. */
  async decode(): Promise<string | undefined> {
    this.#sayForced();
    while (!this.#matcher.isDone) {
      const reason = this.#reasonToStop();
      if (reason !== undefined) {
        this.#sayBytes(this.#matcher.closing());
        return reason;
      }
      await this.#decide();
      this.#sayForced();
    }
    return undefined;
  }

  #reasonToStop(): string | undefined {
    const { maxTokens, room } = this.#run;
    if (this.#nSpent >= maxTokens) return `the budget of ${maxTokens} tokens is spent`;
    return this.#tokens.nUnread > room ? 'the context of the model is full' : undefined;
  }

  /** Says the token that the model chooses, or the only one that there is. */
  async #decide(): Promise<void> {
    const { sampler, stats, loaded } = this.#run;
    // Text is never forced, and its masks are the dear ones.
    let token = this.#matcher.isInText ? undefined : onlyToken(this.#matcher.mask());
    if (token === undefined) {
      const logits = await this.#tokens.logits(() => this.#drafted());
      token = sampler.choose(logits, this.#matcher);
      stats.nGenerated++;
      this.#nChosen++;
    }
    this.#nSpent++;
    this.#tokens.push(token);
    const boundary = this.#matcher.accept(token);
    this.#advance(loaded.trie.bytesOf(token) ?? new Uint8Array(), boundary);
    this.#settleTag();
  }

  /** What the model is expected to say next. */
  #drafted(): readonly DraftPart[] {
    const { maxTokens, room } = this.#run;
    const most = Math.min(room - this.#tokens.nUnread, maxTokens - this.#nSpent - 1, MOST_LOGITS);
    const element = new TextDecoder().decode(this.#element);
    const place = { ...this.#place, element, isInText: this.#matcher.isInText };
    return this.#draft?.propose(place, most) ?? [];
  }

  /** Says what has no alternative, up to a place where a tag's tokens can be cut. */
  #sayForced(): void {
    if (this.#matcher.isDone || this.#matcher.isInText) return;
    const forced = this.#matcher.forced();
    this.#sayBytes(forced.subarray(0, cut(forced)));
    this.#settleTag();
  }

  #sayBytes(bytes: Uint8Array): void {
    for (let i = 0; i < bytes.length; i++) {
      const byte = bytes.subarray(i, i + 1);
      this.#advance(byte, this.#matcher.acceptBytes(byte)[0]);
    }
  }

  #advance(bytes: Uint8Array, boundary: Boundary | undefined): void {
    this.#said.push(bytes);
    this.#element = concat([this.#element, bytes]);
    if (boundary === undefined) {
      if (this.#matcher.isInText) this.#streamLines();
      return;
    }
    if (boundary.kind !== 'end') this.#complete(boundary);
    const nTokens = this.#tokens.finish();
    this.#run.stats.nForced += Math.max(0, nTokens - this.#nChosen);
    this.#run.nTokens += nTokens;
    this.#element = new Uint8Array();
    this.#nChosen = 0;
    this.#nStreamed = 0;
  }

  /** Makes the tokens of an unfinished tag those of its bytes. */
  #settleTag(): void {
    if (!this.#matcher.isInText) this.#tokens.settle(this.#encode(this.#element));
  }

  #complete(boundary: Boundary): void {
    if (boundary.kind === 'genEnd') {
      const content = this.#element.subarray(0, -GEN_CLOSE.length);
      this.#stream(content);
      this.#tokens.settle([...this.#encode(content), ...this.#run.tokenizer.encode(GEN_CLOSE)]);
      const nLines = new Source(content).nLines;
      this.#place = { lastLine: this.#place.lastLine + nLines, after: 'gen' };
      return;
    }
    this.#tokens.settle(this.#encode(this.#element));
    if (boundary.kind !== 'copy') return;
    this.#place = { lastLine: boundary.lines.last, after: 'copy' };
    this.#run.emit({ type: 'copy', lines: boundary.lines });
    const isRead = this.#run.loaded.copyContext === 'prefill' && !boundary.isFinal;
    if (isRead) this.#tokens.append(this.#shownTokens(boundary.lines));
  }

  #shownTokens(lines: LineRange): TokenId[] {
    const { tokenizer, source, view } = this.#run;
    return tokenizer.encode(regionText(source, intersection(lines, view.lines)));
  }

  #encode(bytes: Uint8Array): TokenId[] {
    return this.#run.tokenizer.encode(new TextDecoder('utf-8', { ignoreBOM: true }).decode(bytes));
  }

  #streamLines(): void {
    this.#stream(this.#element.subarray(0, this.#element.lastIndexOf(0x0a) + 1));
  }

  /** Emits the part of the current text that was not emitted yet; cut at lines, which no escape spans. */
  #stream(content: Uint8Array): void {
    if (content.length <= this.#nStreamed) return;
    const text = unescapeGen(content.subarray(this.#nStreamed));
    this.#nStreamed = content.length;
    this.#run.emit({
      type: 'gen',
      text: new TextDecoder('utf-8', { ignoreBOM: true }).decode(text),
    });
  }
}

/** The only token that a mask allows, undefined if there are more. */
function onlyToken(mask: Uint32Array): TokenId | undefined {
  let only: TokenId | undefined;
  for (const [index, word] of mask.entries()) {
    if (word === 0) continue;
    if (only !== undefined || (word & (word - 1)) !== 0) return undefined;
    only = index * 32 + 31 - Math.clz32(word);
  }
  return only;
}

/** The length of forced bytes up to the end of a number's surroundings or a tag: the rest may be said otherwise. */
function cut(forced: Uint8Array): number {
  let length = forced.length;
  while (length > 0 && !'-">0123456789'.includes(String.fromCharCode(forced[length - 1]!)))
    length--;
  return length;
}
