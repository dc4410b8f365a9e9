// Proposes how a program in tags goes on: old lines as new text, the tags around it, and the end.
import { copy, format, GEN_CLOSE, GEN_OPEN } from '../grammar/program.js';
import type { LineRange } from '../grammar/source.js';
import { type DraftPart, SourceDraft } from './draft.js';
import { DraftLength } from './draft-length.js';
import type { Run } from './run.js';
import type { TokenId } from './tokenizer.js';

/** Where a program has come to. */
export interface Place {
  /** The last line copied, or replaced by a text that is finished; 0 before the first. */
  readonly lastLine: number;
  /** What is said of the current element. */
  readonly element: string;
  /** What the element before it is; a program begins with none. */
  readonly after: 'start' | 'copy' | 'gen';
  readonly isInText: boolean;
}

/**
 * Expects a small change: a copy up to the pointed line, one new line for one old line, and a copy
 * of the rest. Drafts are only guesses; a wrong one costs time, nothing else.
 */
export class TagDraft {
  readonly #run: Run;
  readonly #length: DraftLength;
  /** The counters when the last draft was made. */
  #counted = { nDrafted: 0, nAccepted: 0 };

  constructor(run: Run) {
    this.#run = run;
    this.#length = new DraftLength(run.loaded.costs);
  }

  /** The tokens expected next, at most `most` of them. */
  propose(place: Place, most: number): readonly DraftPart[] {
    this.#learn();
    const parts = place.isInText ? this.#text(place) : this.#tags(place);
    const nLeft = this.#length.choose(Math.max(0, most));
    return cut(parts, nLeft);
  }

  /** Learns from what became of the last draft. */
  #learn(): void {
    const counts = Object.values(this.#run.stats.drafts);
    const now = {
      nDrafted: counts.reduce((n, { nDrafted }) => n + nDrafted, 0),
      nAccepted: counts.reduce((n, { nAccepted }) => n + nAccepted, 0),
    };
    const { nDrafted, nAccepted } = this.#counted;
    this.#length.learn(now.nDrafted - nDrafted, now.nAccepted - nAccepted);
    this.#counted = now;
  }

  #text({ lastLine, element }: Place): DraftPart[] {
    const lines = element.split('\n');
    const line = lastLine + lines.length;
    const begun = lines.at(-1)!;
    const isClosing = begun.startsWith('</');
    const isNext = lines.length > 1 && begun === '';
    if (isClosing || isNext) return [tag(this.#rest(begun, GEN_CLOSE), this.#ending(line))];
    if (line > this.#run.source.nLines) return [];
    return [...this.#restOfLine(line, begun), tag(this.#encode(GEN_CLOSE), this.#ending(line + 1))];
  }

  /** What is left of a line of which `begun` is said, perhaps in other words. */
  #restOfLine(line: number, begun: string): DraftPart[] {
    const draft = new SourceDraft(this.#encode(this.#run.source.shown(line)), this.#length);
    draft.follow(this.#encode(begun), 0);
    const part = draft.propose(this.#run.room);
    // Where the place is lost, nothing is known of what follows either.
    return part.tokens.length > 0 ? [part] : [];
  }

  #tags({ lastLine, element, after }: Place): DraftPart[] {
    const { source, view } = this.#run;
    if (after === 'gen') return [tag(this.#rest(element, this.#copyFrom(lastLine + 1)))];
    const pointed = after === 'start' ? view.pointed : undefined;
    if (pointed && pointed.first > 1) {
      return [tag(this.#rest(element, textOf({ first: 1, last: pointed.first - 1 })))];
    }
    if (after === 'start' || lastLine === source.nLines) return [];
    return [tag(this.#rest(element, GEN_OPEN)), ...this.#restOfLine(lastLine + 1, '')];
  }

  /** The tokens of what follows a text that stands for all lines up to `line`. */
  #ending(line: number): readonly TokenId[] {
    return [...this.#encode(this.#copyFrom(line)), this.#run.loaded.end];
  }

  #copyFrom(line: number): string {
    const { nLines } = this.#run.source;
    return line > nLines ? '' : textOf({ first: line, last: nLines });
  }

  /** The tokens of an element behind those of its beginning; none where it goes on otherwise. */
  #rest(begun: string, element: string): readonly TokenId[] {
    const [head, tokens] = [this.#encode(begun), this.#encode(element)];
    return head.every((token, i) => token === tokens[i]) ? tokens.slice(head.length) : [];
  }

  #encode(text: string): readonly TokenId[] {
    return this.#run.tokenizer.encode(text);
  }
}

function textOf({ first, last }: LineRange): string {
  return new TextDecoder().decode(format([copy(first, last)]));
}

function tag(...tokens: (readonly TokenId[])[]): DraftPart {
  return { source: 'tag', tokens: tokens.flat() };
}

function cut(parts: readonly DraftPart[], most: number): DraftPart[] {
  let nLeft = most;
  return parts.flatMap(({ source, tokens }) => {
    const kept = tokens.slice(0, nLeft);
    nLeft -= kept.length;
    return kept.length > 0 ? [{ source, tokens: kept }] : [];
  });
}
