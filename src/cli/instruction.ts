// Decides which arguments are files and which one is the instruction.

import { readFileSync } from 'node:fs';
import { UsageError } from '../errors.js';
import { fileProblem } from '../git/file-problem.js';
import { reportedFiles } from './diagnostics/files.js';
import { type FileArgument, parseFileArgument } from './file-argument.js';
import { STDIN } from './streams.js';

/** What a commit says that was made from reports. */
const REPORTED = 'fix what is reported';

/** Options of `cad fix` that say what is asked. */
export interface InstructionOptions {
  readonly instruction?: readonly string[];
  readonly instructionFile?: string;
  /** Paths are also read from standard input, each ended by NUL. */
  readonly z?: boolean;
  /** A file with what a tool reports, or standard input. */
  readonly from?: string;
  /** Only what is declared under this name may change. */
  readonly symbol?: string;
}

/** What of the outside world the reading needs. */
export interface Surroundings {
  exists(path: string): boolean;
  isFile(path: string): boolean;
  readStdin(): Promise<Uint8Array>;
}

/**
 * Gives the files and the instruction; for `--from` the files that are reported, which may be none.
 * Throws a UsageError where one is missing or doubtful.
 */
export async function readArguments(
  words: readonly string[],
  options: InstructionOptions,
  { exists, isFile, readStdin }: Surroundings,
): Promise<{ files: FileArgument[]; instruction: string }> {
  refuseSharedStdin(words, options);
  if (options.from !== undefined) {
    refuseInstruction(options);
    const output = await readText(options.from, readStdin);
    return { files: reportedFiles(output, words, isFile), instruction: REPORTED };
  }
  const named = [...words];
  const given = await optionInstruction(options, readStdin);
  const instruction = (given ?? lastWord(named, exists)).trim();
  if (instruction === '') {
    throw new UsageError('The instruction is empty.', {
      hint: 'Say what to change, as in `cad fix src/foo.ts "handle null"`.',
    });
  }
  const paths = options.z ? [...named, ...nulSeparated(await readStdin())] : named;
  if (paths.length === 0) {
    throw new UsageError('No file is named.', {
      hint: 'Name files before the instruction, as in `cad fix src/foo.ts "handle null"`.',
    });
  }
  const files = paths.map((path) => parseFileArgument(path, exists));
  if (files.length > 1 && files.some(({ path }) => path === STDIN)) {
    throw new UsageError('Standard input (`-`) cannot be edited together with other files.');
  }
  if (files.some(({ path, lines, pointed }) => path === STDIN && (lines ?? pointed))) {
    throw new UsageError('Lines of standard input are named by `--filename`.', {
      hint: 'Write `cad fix - --filename x.ts:3-9 "…"`.',
    });
  }
  return { files, instruction };
}

/** Whether something is read from standard input. */
export function usesStdin({ z, instructionFile, from }: InstructionOptions): boolean {
  return z === true || instructionFile === STDIN || from === STDIN;
}

function refuseSharedStdin(words: readonly string[], options: InstructionOptions): void {
  const readers = [
    words.includes(STDIN) && 'the file `-`',
    options.z && '`-z`',
    options.instructionFile === STDIN && '`--instruction-file -`',
    options.from === STDIN && '`--from -`',
  ].filter((reader) => typeof reader === 'string');
  if (readers.length > 1) {
    throw new UsageError(`Standard input cannot be both ${readers[0]} and ${readers[1]}.`);
  }
}

async function optionInstruction(
  { instruction, instructionFile }: InstructionOptions,
  readStdin: () => Promise<Uint8Array>,
): Promise<string | undefined> {
  if (instructionFile === undefined) return instruction?.join('\n');
  if (instruction) throw new UsageError('`-i` cannot be used with `--instruction-file`.');
  return readText(instructionFile, readStdin);
}

async function readText(file: string, readStdin: Surroundings['readStdin']): Promise<string> {
  if (file === STDIN) return new TextDecoder().decode(await readStdin());
  try {
    return new TextDecoder().decode(readFileSync(file));
  } catch (cause) {
    throw fileProblem(cause, `\`${file}\` cannot be read`);
  }
}

function refuseInstruction({ instruction, instructionFile, z, symbol }: InstructionOptions): void {
  const given = [
    instruction && '-i',
    instructionFile !== undefined && '--instruction-file',
    z && '-z',
    symbol !== undefined && '--symbol',
  ].find((option) => typeof option === 'string');
  if (given !== undefined) throw new UsageError(`\`${given}\` cannot be used with \`--from\`.`);
}

function lastWord(words: string[], exists: (path: string) => boolean): string {
  const last = words.pop() ?? '';
  if (exists(parseFileArgument(last, exists).path) || last === STDIN) {
    throw new UsageError(`The last argument \`${last}\` is a file, so there is no instruction.`, {
      hint: 'Put the instruction last, or give it with `-i "…"`.',
    });
  }
  return last;
}

/** A listed file named `-` is a file. */
function nulSeparated(bytes: Uint8Array): string[] {
  return new TextDecoder()
    .decode(bytes)
    .split('\0')
    .filter((path) => path !== '')
    .map((path) => (/^-(:|$)/.test(path) ? `./${path}` : path));
}
