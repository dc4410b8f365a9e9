// The last line of the review: the keys that help now, or a question.

import { printable } from '../printable.js';
import { Asked } from './asked.js';
import { Text } from './ink.js';
import { widthOf } from './spans.js';
import type { State } from './state.js';

const KEYS = [
  ...['y accept', 'n reject', 's split', 'l lines', 'e edit', 'r retry', 'c other edit'],
  ...['j/k move', 'g list', '/ search', 'u undo', 't layout'],
];
const LAST_KEYS = ['enter finish', '? help', 'q quit'];
const PICKING_KEYS = ['space pick', 'a all', 'j/k move', 'enter take the picked lines', 'esc back'];

/** Shows as many keys as the terminal is wide. */
export function Footer({ state }: { readonly state: State }) {
  const { question, picking, search, size } = state;
  if (question) return <Asked question={question} columns={size.columns} />;
  if (picking) return <Keys text={PICKING_KEYS.join('  ')} />;
  if (search) {
    const place = `${search.at + 1} of ${search.hits.length}`;
    return <Keys text={`/${printable(search.text)}  ${place}  n next  N previous  esc end`} />;
  }
  return <Keys text={fittingKeys(size.columns)} />;
}

function Keys({ text }: { readonly text: string }) {
  return (
    <Text dimColor wrap="truncate-end">
      {text}
    </Text>
  );
}

function fittingKeys(columns: number): string {
  for (let n = KEYS.length; n > 0; n--) {
    const text = [...KEYS.slice(0, n), ...LAST_KEYS].join('  ');
    if (widthOf(text) <= columns) return text;
  }
  return LAST_KEYS.join('  ');
}
