import { expect, test } from 'vitest';
import type { DecodeEvent } from '../../src/decode/decoder.js';
import { LineEvents } from '../../src/decode/line-events.js';
import { Source } from '../../src/grammar/source.js';

const source = Source.of('a\nb\n}\nc\n}\nd');

/** Writes the parts one after another and gives the events in short. */
function eventsOf(...parts: string[]): string[] {
  const events: string[] = [];
  const note = (event: DecodeEvent) => {
    if (event.type === 'copy') events.push(`${event.lines.first}-${event.lines.last}`);
    if (event.type === 'gen') events.push(JSON.stringify(event.text));
  };
  const lines = new LineEvents(source, source.all, note);
  for (const part of parts) lines.write(new TextEncoder().encode(part));
  lines.end();
  return events;
}

test('lines that equal the source come as copies, neighbours together', () => {
  expect(eventsOf('a\nb\n}\n', 'c\n}\nd')).toEqual(['1-3', '4-5', '6-6']);
});

test('other lines come as new text once they are whole', () => {
  expect(eventsOf('a\nx', 'y\nz\nb\n')).toEqual(['1-1', '"xy\\nz\\n"', '2-2']);
});

test('copying goes on behind left out lines', () => {
  expect(eventsOf('a\nc\n}\nd')).toEqual(['1-1', '4-5', '6-6']);
});

test('a bracket alone is not taken for a later one', () => {
  expect(eventsOf('a\n}\nb\n')).toEqual(['1-1', '"}\\n"', '2-2']);
});

test('a character that two parts share is whole', () => {
  const events: DecodeEvent[] = [];
  const lines = new LineEvents(source, source.all, (event) => events.push(event));
  lines.write(Uint8Array.of(0xc3));
  lines.write(Uint8Array.of(0xa9, 0x0a));
  expect(events).toEqual([{ type: 'gen', text: 'é\n' }]);
});
