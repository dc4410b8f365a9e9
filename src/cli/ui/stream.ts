// The program as it is decoded, from the decoder's events.

import type { DecodeEvent } from '../../decode/decoder.js';
import { emptyStream, type Part, type Stream } from './state.js';

/** Adds an event of the file with that index. A new file, or a new answer, starts from nothing. */
export function streamed(before: Stream, file: number, event: DecodeEvent): Stream {
  const stream = before.file === file ? before : { ...emptyStream(file), step: before.step };
  switch (event.type) {
    case 'loaded':
      return { ...stream, step: 'reading' };
    case 'prompt':
      return { ...emptyStream(file), step: 'writing' };
    case 'copy':
      return { ...stream, parts: appended(stream.parts, { kind: 'copy', lines: event.lines }) };
    case 'gen':
      return { ...stream, parts: appended(stream.parts, { kind: 'gen', text: event.text }) };
    case 'progress': {
      const { nTokens, nForwards, elapsedMs } = event;
      return { ...stream, step: 'writing', nTokens, nForwards, elapsedMs };
    }
  }
}

/** Adds a part; what continues the last part is joined to it. */
function appended(parts: readonly Part[], part: Part): Part[] {
  const last = parts.at(-1);
  if (last?.kind === 'gen' && part.kind === 'gen') {
    return parts.with(-1, { kind: 'gen', text: last.text + part.text });
  }
  if (last?.kind === 'copy' && part.kind === 'copy' && part.lines.first === last.lines.last + 1) {
    return parts.with(-1, { ...part, lines: { first: last.lines.first, last: part.lines.last } });
  }
  return [...parts, part];
}
