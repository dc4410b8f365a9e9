// Line endings and BOM: the step between what a model says and what is shown and stored.
import { fromLatin1, toLatin1 } from '../grammar/bytes.js';
import { type Copy, canonical, type Gen, gen, type Program } from '../grammar/program.js';
import type { Source } from '../grammar/source.js';
import { keepBom } from './bom.js';

type Ending = '\r\n' | '\n';

/**
 * Gives generated lines the ending of their neighbours: of the copied line before them, else of the
 * one after, else of most lines in the file, else `\n`. A line that a `\r` ends already is left.
 *
 * A last line without a newline is ended where anything is placed after it, since a model that
 * sees lines means lines. A BOM stays at the start of the file, whatever is put before its line 1.
 */
export function fit(program: Program, source: Source): Program {
  return keepBom(fitEndings(canonical(program), source), source);
}

function fitEndings(program: Program, source: Source): Program {
  const fallback = majority(source);
  const fitted = program.flatMap((element, at): (Copy | Gen)[] => {
    const previous = program[at - 1];
    const ending =
      endingOf(previous, source) ?? endingOf(program[at + 1], source, 'first') ?? fallback;
    const missing = isOpen(previous, source) && !startsWithNewline(element) ? [gen(ending)] : [];
    return [...missing, element.kind === 'gen' ? fitGen(element, ending) : element];
  });
  return canonical(fitted);
}

function fitGen({ bytes }: Gen, ending: Ending): Gen {
  return ending === '\n'
    ? gen(bytes)
    : gen(fromLatin1(toLatin1(bytes).replace(/(?<!\r)\n/g, ending)));
}

function endingOf(
  element: Copy | Gen | undefined,
  source: Source,
  end: 'first' | 'last' = 'last',
): Ending | undefined {
  if (element?.kind !== 'copy') return undefined;
  return source.ending(element.lines[end]) || undefined;
}

function majority(source: Source): Ending {
  const endings = Array.from({ length: source.nLines }, (_, at) => source.ending(at + 1));
  const nCrlf = endings.filter((ending) => ending === '\r\n').length;
  const nLf = endings.filter((ending) => ending === '\n').length;
  return nCrlf > nLf ? '\r\n' : '\n';
}

/** Tells whether an element ends in the last line of a file that lacks its newline. */
function isOpen(element: Copy | Gen | undefined, source: Source): boolean {
  return element?.kind === 'copy' && /[^\n]$/.test(source.shown(element.lines.last));
}

function startsWithNewline(element: Copy | Gen): boolean {
  return element.kind === 'gen' && /^\r?\n/.test(toLatin1(element.bytes.subarray(0, 2)));
}
