// A byte order mark belongs to the start of the file, not to line 1.
import { type Copy, canonical, copy, type Gen, gen, type Program } from '../grammar/program.js';
import type { Source } from '../grammar/source.js';

const BOM = Uint8Array.of(0xef, 0xbb, 0xbf);

/** Keeps the BOM of a file at its start, where a program drops line 1 or puts something before it. */
export function keepBom(program: Program, source: Source): Program {
  if (program.length === 0 || !hasBom(source.bytes)) return program;
  const [first, ...others] = program;
  const isKept = first!.kind === 'copy' ? first!.lines.first === 1 : hasBom(first!.bytes);
  const start = isKept ? [] : [gen(BOM)];
  return canonical([...start, first!, ...others.flatMap((other) => withoutBom(other, source))]);
}

/** A copy of line 1 that is not the start of the file any more becomes text without the BOM. */
function withoutBom(element: Copy | Gen, source: Source): (Copy | Gen)[] {
  if (element.kind === 'gen' || element.lines.first !== 1) return [element];
  return [gen(source.line(1).subarray(BOM.length)), copy(2, element.lines.last)];
}

function hasBom(bytes: Uint8Array): boolean {
  return BOM.every((byte, at) => bytes[at] === byte);
}
