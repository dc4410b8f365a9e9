// What can be typed where, read off the tree of commands.

import type { Command, Option } from 'commander';
import { choicesOf, SETTING_NAMES } from '../schema.js';

export interface OptionWords {
  readonly long: string;
  readonly short: string | undefined;
  readonly description: string;
  /** Whether a value follows; `values` are all that it can be, where they are known. */
  readonly takesValue: boolean;
  readonly values: readonly string[];
  readonly isFile: boolean;
}

export interface CommandWords {
  /** What leads to it, such as `hook install`; empty for `cad` itself. */
  readonly path: string;
  readonly description: string;
  readonly options: readonly OptionWords[];
  readonly children: readonly { readonly name: string; readonly description: string }[];
  /** All that its arguments can be, where that is known. */
  readonly values: readonly string[];
  readonly takesFiles: boolean;
}

/** Lists a command and all below it. */
export function wordsOf(command: Command, path = ''): CommandWords[] {
  const children = command.createHelp().visibleCommands(command);
  const { registeredArguments } = command;
  const own: CommandWords = {
    path,
    description: command.description(),
    options: command.createHelp().visibleOptions(command).map(optionWords),
    children: children.map((child) => ({ name: child.name(), description: child.description() })),
    values: registeredArguments.flatMap(({ argChoices = [] }) => argChoices),
    takesFiles: registeredArguments.some((argument) => isFileName(argument.name())),
  };
  const below = children.filter((child) => child.name() !== 'help');
  return [own, ...below.flatMap((child) => wordsOf(child, `${path} ${child.name()}`.trim()))];
}

function optionWords(option: Option): OptionWords {
  const setting = SETTING_NAMES.find((name) => name === option.attributeName());
  return {
    long: option.long ?? option.short!,
    short: option.long ? option.short : undefined,
    description: option.description,
    takesValue: option.required,
    values: (setting && choicesOf(setting)) ?? [],
    // A model is named by its folder, too.
    isFile: /<file>/.test(option.flags) || setting === 'model',
  };
}

/** Arguments are called by what they are: files, revisions, shells. */
function isFileName(name: string): boolean {
  return !['commit', 'shell', 'command'].includes(name);
}

/** Quotes a text for a shell. */
export function quoted(text: string): string {
  return `'${text.replaceAll("'", "'\\''")}'`;
}

/** The flags of an option, the long one first. */
export function flagsOf({ long, short }: OptionWords): string[] {
  return short ? [long, short] : [long];
}
