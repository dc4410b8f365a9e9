// The new text of a fence, as a model wrote it -> Program.
import { concat } from '../grammar/bytes.js';
import { type Copy, copy, type Gen, gen, type Program } from '../grammar/program.js';
import { type LineRange, type Source, terminated } from '../grammar/source.js';
import { fit } from './fit.js';
import { match } from './match.js';
import { restoreOddBytes } from './odd-bytes.js';

/**
 * Gives the program for a file whose fence a model has rewritten as `text`.
 *
 * The model saw the lines as `Source.shown` gives them, so the text is compared with those, and a
 * line that is shown the same is a copy, whatever its ending and its bytes. A missing newline at the
 * end of the text is added where lines follow the fence. The program is fitted.
 */
export function rewritten(source: Source, fence: LineRange, text: string): Program {
  const before = Array.from({ length: fence.last - fence.first + 1 }, (_, at) =>
    source.shown(fence.first + at),
  );
  // A case of its own, since a line of a BOM alone is shown as no text at all.
  const isSame = text === before.join('');
  const after = isSame ? before : linesOf(fence.last < source.nLines ? terminated(text) : text);
  const program: (Copy | Gen)[] = [copy(1, fence.first - 1)];
  let [b, a] = [0, 0];
  for (const run of [
    ...match(before, after),
    { before: before.length, after: after.length, count: 0 },
  ]) {
    const replaced = { first: fence.first + b, last: fence.first + run.before - 1 };
    program.push(gen(replacement(source, replaced, after.slice(a, run.after))));
    b = run.before + run.count;
    a = run.after + run.count;
    program.push(copy(fence.first + run.before, fence.first + b - 1));
  }
  program.push(copy(fence.last + 1, source.nLines));
  return fit(program, source);
}

function linesOf(text: string): string[] {
  return text.match(/[^\n]*\n|[^\n]+/g) ?? [];
}

/** The bytes of new lines: odd bytes come back line by line where as many lines are replaced. */
function replacement(source: Source, replaced: LineRange, lines: readonly string[]): Uint8Array {
  const nReplaced = replaced.last - replaced.first + 1;
  if (nReplaced !== lines.length) return restoreOddBytes(lines.join(''), source.lines(replaced));
  return concat(lines.map((line, at) => restoreOddBytes(line, source.line(replaced.first + at))));
}
