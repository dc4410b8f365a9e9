// Syntax colours of the lines under review, worked out after they are first shown.

import { useEffect, useState } from 'react';
import { select } from '../../apply/select.js';
import { Source } from '../../grammar/source.js';
import { printable } from '../printable.js';
import { type ColoredText, colored } from './colored.js';
import type { Colors } from './row-spans.js';
import type { State } from './state.js';

/** Colours of a file as it was, and with all hunks. */
type FileColors = readonly [before?: ColoredText, after?: ColoredText];

/** Gives the colours of the hunks of a state; none until they are known. */
export function useColors({ offered, hunks }: Pick<State, 'offered' | 'hunks'>): Colors {
  const [known, setKnown] = useState<readonly FileColors[]>([]);
  useEffect(() => {
    let isCurrent = true;
    color({ offered, hunks }, (files) => isCurrent && setKnown(files));
    return () => {
      isCurrent = false;
    };
  }, [offered, hunks]);
  return (hunk, { kind, n, text }) => {
    const colors = known[hunks[hunk]!.file]?.[kind === '+' ? 1 : 0]?.line(n);
    // Until they are worked out anew, the colours are those of the hunks before.
    return colors?.map((span) => span.text).join('') === text ? colors : undefined;
  };
}

async function color(
  { offered, hunks }: Pick<State, 'offered' | 'hunks'>,
  onKnown: (files: readonly FileColors[]) => void,
): Promise<void> {
  const files: FileColors[] = [];
  for (const [file, { path, before }] of offered.entries()) {
    const own = hunks.flatMap((each) => (each.file === file ? [each.hunk] : []));
    const after = new Source(select(before, own, new Set(own.keys())));
    files.push([await colorsOf(path, before), await colorsOf(path, after)]);
    onKnown([...files]);
  }
}

const kept = new WeakMap<Source, Promise<ColoredText | undefined>>();

function colorsOf(path: string, source: Source): Promise<ColoredText | undefined> {
  const known = kept.get(source) ?? colored(path, shownLines(source));
  kept.set(source, known);
  return known;
}

function shownLines(source: Source): string[] {
  return Array.from({ length: source.nLines }, (_, at) => printable(source.line(at + 1)));
}
