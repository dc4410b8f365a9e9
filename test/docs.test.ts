// Every `cad` command line in the documents and in the help is one that the parser takes.

import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { Command } from 'commander';
import { expect, test } from 'vitest';
import { commandTree } from '../src/cli/commands.js';

const ROOT = fileURLToPath(new URL('..', import.meta.url));
const DOCUMENTS = [
  'README.md',
  'src/cli/help.ts',
  ...readdirSync(`${ROOT}docs`)
    .filter((name) => name.endsWith('.md'))
    .map((name) => `docs/${name}`),
];

/** The command lines of `cad` in a document's indented blocks, without pipes and redirections. */
function commandLines(text: string): string[] {
  return (
    text
      .split('\n')
      .filter((line) => /^ {2,}\S/.test(line))
      .map((line) => line.trim().replace(/`;$/, '').replaceAll('\\`', '`'))
      // What is said beside it.
      .map((line) => line.replace(/\s+# .*| {3,}\S.*/, ''))
      .flatMap((line) => line.split(/ \| |; |<\(|\)$/))
      .map((part) => part.replace(/^([A-Z_]+=\S+ )+/, '').replace(/ [<>].*/, ''))
      .filter((part) => /^cad [a-z]/.test(part))
  );
}

/** Cuts a line into words, as a shell does. */
function wordsOf(line: string): string[] {
  const words = line.matchAll(/"((?:[^"\\]|\\.)*)"|'([^']*)'|(\S+)/g);
  return [...words].map(([, double, single, plain]) => double ?? single ?? plain!).slice(1);
}

/** Commands that do nothing. */
function silenced(command: Command): Command {
  command.action(() => {}).exitOverride();
  for (const child of command.commands) silenced(child);
  return command;
}

test.each(DOCUMENTS)('the parser takes every command in %s', async (document) => {
  const lines = commandLines(readFileSync(`${ROOT}${document}`, 'utf8'));
  expect(lines.length).toBeGreaterThan(1);
  for (const line of lines) {
    const parsed = silenced(commandTree(() => {})).parseAsync(wordsOf(line), { from: 'user' });
    await expect(parsed, line).resolves.toBeDefined();
  }
});

test('a command that is not there is found', async () => {
  for (const line of commandLines('    cad fix a.ts --comit "x"\n    x | cad mend a\n')) {
    const parsed = silenced(commandTree(() => {})).parseAsync(wordsOf(line), { from: 'user' });
    await expect(parsed, line).rejects.toThrow();
  }
});
