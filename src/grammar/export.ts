// The language as GBNF (llama.cpp, vLLM, SGLang) and as Lark (llguidance), for other engines.
import type { AutomatonOptions } from './automaton.js';
import { decimalRange } from './decimal-range.js';
import { COPY_CLOSE, COPY_OPEN, GEN_CLOSE, GEN_OPEN } from './program.js';
import type { LineRange } from './source.js';
import { FORBIDDEN_CHARACTERS } from './utf8.js';

/** What both notations share: literals in double quotes, `[classes]`, names, and `| ( ) ? * +`. */
type Rules = Record<string, string>;

/**
 * Gives the programs for a file as GBNF; the start is `root`.
 *
 * The grammar carries the bounds, the fence, and the rules of generated text. Two things are left
 * out, since they would need a rule for each line: that copies increase, which `resolve` checks, and
 * that no two neighbours could be one, which `parse` mends.
 */
export function gbnf(options: AutomatonOptions): string {
  return Object.entries(rules(options))
    .map(([name, body]) => `${name} ::= ${body}\n`)
    .join('');
}

/** Gives the same programs in Lark's notation, one terminal for each element; the start is `start`. */
export function lark(options: AutomatonOptions): string {
  const all = rules(options);
  const inLark = (text: string) =>
    text.replace(TERMINALS, (terminal) => {
      if (terminal.startsWith('"')) return terminal;
      if (terminal.startsWith('[')) return `/${terminal.replaceAll('/', '\\/')}/`;
      return terminal === 'root' ? 'start' : terminal.toUpperCase().replaceAll('-', '_');
    });
  return Object.entries(all)
    .map(([name, body]) => `${inLark(name)}: ${inLark(body)}\n`)
    .join('');
}

/** A literal, a character class, or a name. */
const TERMINALS = /"(?:\\.|[^"\\])*"|\[(?:\\.|[^\]\\])*\]|[a-z][a-z-]*/g;

function rules({ nLines, fence, allowEmpty = false }: AutomatonOptions): Rules {
  const { first, last } = fence;
  const hasHead = first > 1;
  const hasTail = last < nLines;
  const hasLines = first <= last;
  const root = rootRule(hasHead, hasTail, hasLines);
  return {
    root: allowEmpty && !hasHead && !hasTail ? `( ${root} )?` : root,
    ...(hasHead && hasTail && { whole: copyRule('"1"', quote(nLines)) }),
    ...(hasHead && { head: copyRule('"1"', range({ first: first - 1, last })) }),
    ...(hasTail && { tail: copyRule(range({ first, last: last + 1 }), quote(nLines)) }),
    ...(hasLines && { copy: copyRule('line', 'line'), line: range(fence) }),
    ...textRules(hasLines || hasTail, !hasTail),
  };
}

/** The order of elements: the first copies the head, the last one the tail, text comes between copies. */
function rootRule(hasHead: boolean, hasTail: boolean, hasLines: boolean): string {
  const copies = hasLines ? '( gen-lines? copy )*' : '';
  const end = hasTail ? 'gen-lines? tail' : 'gen-text?';
  if (hasHead) return `${hasTail ? 'whole | ' : ''}head ${copies} ${end}`.replace('  ', ' ');
  if (hasTail) return `${copies} ${end}`.trim();
  return hasLines ? '( gen-lines? copy )+ gen-text? | gen-text' : 'gen-text';
}

function copyRule(first: string, last: string): string {
  return `${quote(COPY_OPEN)} ${first} "-" ${last} ${quote(COPY_CLOSE)}`;
}

function range(lines: LineRange): string {
  return `( ${decimalRange(lines).join(' | ')} )`;
}

/**
 * Text is what holds no `</gen>`: other characters, and `broken` starts of that tag, each perhaps
 * right after `partial` ones that the next `<` has cut off.
 */
function textRules(beforeCopy: boolean, atEnd: boolean): Rules {
  const starts = Array.from({ length: GEN_CLOSE.length - 1 }, (_, at) =>
    GEN_CLOSE.slice(0, at + 1),
  );
  const broken = starts.map((start) => {
    const next = GEN_CLOSE[start.length];
    return `${quote(start)} [^<${next}${FORBIDDEN_CHARACTERS}]`;
  });
  const [open, close] = [quote(GEN_OPEN), quote(GEN_CLOSE)];
  return {
    ...(beforeCopy && { 'gen-lines': `${open} piece* partial* "\\n" ${close}` }),
    ...(atEnd && { 'gen-text': `${open} ( piece+ partial* | partial+ ) ${close}` }),
    piece: `[^<${FORBIDDEN_CHARACTERS}] | partial* ( ${broken.join(' | ')} )`,
    partial: starts.map(quote).join(' | '),
  };
}

function quote(literal: string | number): string {
  return JSON.stringify(String(literal));
}
