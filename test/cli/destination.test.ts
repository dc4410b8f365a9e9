import { expect, test } from 'vitest';
import { type DestinationOptions, readDestination } from '../../src/cli/destination.js';

const read = (options: DestinationOptions) => readDestination(options, 'handle null');

test.each<[DestinationOptions, unknown]>([
  [{}, undefined],
  [{ message: 'kept for the screen' }, undefined],
  [{ commit: true }, { to: 'commit', message: 'cad: handle null' }],
  [
    { commit: true, message: 'Guard' },
    { to: 'commit', message: 'Guard' },
  ],
  [{ stage: true }, { to: 'stage' }],
  [{ write: true }, { to: 'write' }],
  [{ patch: true }, { to: 'stdout' }],
  [
    { patch: true, output: 'x.patch' },
    { to: 'file', file: 'x.patch' },
  ],
  [{ output: '-' }, { to: 'stdout' }],
  [{ dryRun: true }, { to: 'nowhere' }],
])('%j', (options, expected) => {
  expect(read(options)).toEqual(expected);
});

test.each<[DestinationOptions, string]>([
  [{ commit: true, stage: true }, '`--commit` cannot be used with `--stage`.'],
  [{ write: true, output: 'x' }, '`--write` cannot be used with `--output`.'],
  [{ write: true, dryRun: true }, '`--write` cannot be used with `--dry-run`.'],
  [{ patch: true, json: true }, '`--patch` cannot be used with `--json`.'],
  [{ output: '-', json: true }, '`--output -` cannot be used with `--json`.'],
  [{ patch: true, output: '-', json: true }, '`--output -` cannot be used with `--json`.'],
  [{ write: true, message: 'x' }, '`--message` cannot be used with `--write`.'],
  [{ commit: true, message: ' ' }, 'The commit message is empty.'],
])('%j is refused', (options, message) => {
  expect(() => read(options)).toThrow(message);
});
