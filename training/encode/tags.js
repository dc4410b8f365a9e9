// A row as a program in tags: what a model reads and says as `src/decode/program-decoder.ts` has it.
import { createHash } from 'node:crypto';
import { oracle } from '../../dist/apply/oracle.js';
import { regionText, tagPrompt } from '../../dist/decode/prompt.js';
import { Automaton } from '../../dist/grammar/automaton.js';
import { Matcher } from '../../dist/grammar/matcher.js';
import { format, GEN_CLOSE, GEN_OPEN } from '../../dist/grammar/program.js';
import { intersection, Source } from '../../dist/grammar/source.js';
import { VocabularyTrie } from '../../dist/grammar/trie.js';
import { COPIED, tokensOf, weighed } from './weights.js';

/** Share of the rows whose copied spans are read behind their tags; elsewhere the tag stands alone. */
const PREFILLED = 0.25;

const tries = new WeakMap();

/**
 * Gives `{ file, branches }`; undefined where the change is not inside the region of the view.
 * `isPrefilled` says whether the model reads the spans that it copies.
 */
export function encodeTags(tokenizer, row, input, isPrefilled = isChosen(row.id)) {
  const program = oracle(input.source, Source.of(row.after));
  const { ids, nFile } = tagPrompt(tokenizer, input);
  const said = sayProgram(tokenizer, program, input, isPrefilled);
  if (said === undefined) return undefined;
  const kind = row.names_line ? 'tags, line named' : 'tags';
  const branch = { id: row.id, kind, ask: ids.slice(nFile), ...said };
  return { file: ids.slice(0, nFile), branches: [branch] };
}

function isChosen(id) {
  return createHash('sha256').update(`copy ${id}`).digest()[0] < 256 * PREFILLED;
}

function sayProgram(tokenizer, program, input, isPrefilled) {
  const speaker = new Speaker(tokenizer, input);
  for (const [at, element] of program.entries()) {
    const isSaid =
      element.kind === 'gen'
        ? speaker.say(GEN_OPEN) &&
          speaker.sayText(element, replacedLines(program, at, input.source))
        : speaker.say(textOf([element]));
    // Of a change outside the region there is no program.
    if (!isSaid) return undefined;
    if (element.kind === 'copy' && isPrefilled) speaker.read(element.lines);
  }
  return speaker.finish();
}

/** The lines that stood where a gen stands. */
function replacedLines(program, at, source) {
  const first = (program[at - 1]?.lines.last ?? 0) + 1;
  const last = (program[at + 1]?.lines.first ?? source.nLines + 1) - 1;
  return { first, last };
}

/** Collects tokens; those that the grammar leaves no choice for weigh nothing. */
class Speaker {
  #answer = [];
  #weights = [];
  #tokenizer;
  #input;
  #matcher;
  /** Whether nothing but new text at the end can follow. */
  #isFinal = false;

  constructor(tokenizer, input) {
    this.#tokenizer = tokenizer;
    this.#input = input;
    if (!tries.has(tokenizer)) tries.set(tokenizer, new VocabularyTrie(tokenizer.vocabulary));
    const fence = input.view.region;
    const automaton = new Automaton({ nLines: input.source.nLines, fence });
    this.#matcher = new Matcher(automaton, tries.get(tokenizer), tokenizer.special('<|im_end|>'));
  }

  /** Says a tag; false where the grammar does not allow it. */
  say(tag) {
    const tokens = this.#tokenizer.encode(tag);
    return this.#accept(
      tokens,
      tokens.map(() => 1),
    );
  }

  /** Says the text of a gen, in place of `lines`, and its closing tag. */
  sayText(element, lines) {
    const content = textOf([element]).slice(GEN_OPEN.length, -GEN_CLOSE.length);
    const old = tokensOf(this.#tokenizer, this.#input.source, lines);
    const { tokens, weights } = weighed(this.#tokenizer, old, content, COPIED);
    return this.#accept(tokens, weights) && this.say(GEN_CLOSE);
  }

  /** Adds the span of a copy, as far as it is shown: read, and not said. */
  read(lines) {
    if (this.#isFinal) return;
    const { source, view } = this.#input;
    const span = this.#tokenizer.encode(regionText(source, intersection(lines, view.lines)));
    this.#push(
      span,
      span.map(() => 0),
    );
  }

  finish() {
    if (!this.#matcher.isAccepting()) return undefined;
    this.#push([this.#tokenizer.special('<|im_end|>')], [1]);
    return { answer: this.#answer, weights: this.#weights };
  }

  #accept(tokens, weights) {
    for (const [i, token] of tokens.entries()) {
      const bytes = this.#tokenizer.bytesOf([token]);
      const isForced = !this.#matcher.isInText && this.#matcher.forced().length >= bytes.length;
      try {
        const boundary = this.#matcher.acceptBytes(bytes).at(-1);
        this.#isFinal = boundary?.kind === 'copy' && boundary.isFinal;
      } catch {
        return false;
      }
      this.#push([token], [isForced ? 0 : weights[i]]);
    }
    return true;
  }

  #push(tokens, weights) {
    this.#answer.push(...tokens);
    this.#weights.push(...weights);
  }
}

function textOf(program) {
  return new TextDecoder().decode(format(program));
}
