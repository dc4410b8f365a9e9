// The new text of some lines, as a model wrote it -> Program.
import { concat } from '../grammar/bytes.js';
import { type Copy, copy, type Gen, gen, type Program } from '../grammar/program.js';
import { type LineRange, type Source, terminated } from '../grammar/source.js';
import { fit } from './fit.js';
import { match } from './match.js';
import { restoreOddBytes } from './odd-bytes.js';

/** Lines of a file, and the text that a model wrote in their place. */
export interface Replacement {
  readonly lines: LineRange;
  readonly text: string;
}

/**
 * Gives the program for a file of which a model has rewritten some lines; `replacements` are in
 * order and apart.
 *
 * The model saw the lines as `Source.shown` gives them, so the text is compared with those, and a
 * line that is shown the same is a copy, whatever its ending and its bytes. A missing newline at the
 * end of a text is added where lines follow. The program is fitted.
 */
export function rewritten(source: Source, replacements: readonly Replacement[]): Program {
  const program: (Copy | Gen)[] = [];
  let next = 1;
  for (const { lines, text } of replacements) {
    program.push(copy(next, lines.first - 1), ...replaced(source, lines, text));
    next = lines.last + 1;
  }
  program.push(copy(next, source.nLines));
  return fit(program, source);
}

function replaced(source: Source, lines: LineRange, text: string): (Copy | Gen)[] {
  const before = Array.from({ length: lines.last - lines.first + 1 }, (_, at) =>
    source.shown(lines.first + at),
  );
  // A case of its own, since a line of a BOM alone is shown as no text at all.
  const isSame = text === before.join('');
  const after = isSame ? before : linesOf(lines.last < source.nLines ? terminated(text) : text);
  const program: (Copy | Gen)[] = [];
  let [b, a] = [0, 0];
  for (const run of [
    ...match(before, after),
    { before: before.length, after: after.length, count: 0 },
  ]) {
    const changed = { first: lines.first + b, last: lines.first + run.before - 1 };
    program.push(gen(replacement(source, changed, after.slice(a, run.after))));
    b = run.before + run.count;
    a = run.after + run.count;
    program.push(copy(lines.first + run.before, lines.first + b - 1));
  }
  return program;
}

function linesOf(text: string): string[] {
  return text.match(/[^\n]*\n|[^\n]+/g) ?? [];
}

/** The bytes of new lines: odd bytes come back line by line where as many lines are replaced. */
function replacement(source: Source, changed: LineRange, lines: readonly string[]): Uint8Array {
  const nChanged = changed.last - changed.first + 1;
  if (nChanged !== lines.length) return restoreOddBytes(lines.join(''), source.lines(changed));
  return concat(lines.map((line, at) => restoreOddBytes(line, source.line(changed.first + at))));
}
