// Writes the man page from the tree of commands and their help.
// With `--check`, only says whether the page is as it would be written.

import { readFileSync, writeFileSync } from 'node:fs';
import { commandTree } from '../dist/cli/commands.js';

const FILE = new URL('../man/cad.1', import.meta.url);

/** When the commands last changed in a way that readers of the page would notice. */
const DATE = 'November 26, 2026';

const cad = commandTree(() => {});
const text = `.\\" Made by scripts/man.js.
.Dd ${DATE}
.Dt CAD 1
.Os
.Sh NAME
.Nm cad
.Nd edit files of a Git repository with a local language model
.Sh SYNOPSIS
${cad.commands.map((command) => `.Nm\n${escaped(command.name())} ${escaped(command.usage())}`).join('\n')}
.Sh DESCRIPTION
${escaped(cad.description())}
${after(cad)}
.Sh COMMANDS
${cad.commands.flatMap((command) => page(command, 'cad')).join('\n')}
.Sh ENVIRONMENT
Each setting has a variable, such as
.Ev CAD_MODEL
or
.Ev CAD_MAX_TOKENS .
.Ev CAD_HOOK=0
skips the hook, and
.Ev CAD_DEBUG=1
shows where a bug is.
.Ev NO_COLOR
and
.Ev FORCE_COLOR
are heeded.
.Sh SEE ALSO
.Xr git 1
`;

if (process.argv.includes('--check')) {
  if (readFileSync(FILE, 'utf8') !== text) {
    console.error('man/cad.1 is not current: run `npm run man`.');
    process.exitCode = 1;
  }
} else {
  writeFileSync(FILE, text);
}

/** A command and those below it. */
function page(command, parent) {
  const name = `${parent} ${command.name()}`;
  const help = command.createHelp();
  const options = help.visibleOptions(command).map(({ flags, description }) => {
    return `.It ${escaped(flags)}\n${escaped(description)}`;
  });
  return [
    `.Ss ${escaped(name)}`,
    `${escaped(command.description())}.`,
    '.Bl -tag -width Ds',
    ...options,
    '.El',
    after(command),
    ...command.commands.flatMap((child) => page(child, name)),
  ];
}

/** What the help page says below the options, as it stands there. */
function after(command) {
  let shown = '';
  command.configureOutput({
    writeOut: (part) => {
      shown += part;
    },
  });
  command.outputHelp();
  const rest = shown.slice(command.helpInformation().length).trim();
  if (rest === '') return '.Pp';
  const lines = rest.split('\n').map(escaped);
  return `.Bd -literal\n${lines.join('\n')}\n.Ed`;
}

/** A text that roff takes as it is. */
function escaped(text) {
  return text
    .replaceAll('\\', '\\e')
    .replaceAll('-', '\\-')
    .replace(/^(?=[.'])/, '\\&');
}
