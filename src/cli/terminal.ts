// What the terminal can do, and how it is given back as it was.

import { openSync, writeSync } from 'node:fs';
import { setImmediate } from 'node:timers/promises';
import { ReadStream } from 'node:tty';

/** Switches, and goes to the top left: some terminals keep the cursor's place. */
const ENTER_ALTERNATE = '\u001b[?1049h\u001b[H';
const LEAVE_ALTERNATE = '\u001b[?1049l\u001b[?25h';

let restoreScreen: (() => void) | undefined;

/**
 * Switches to the terminal's second screen until the returned function is called or the process
 * ends, whichever comes first.
 */
export function openAlternateScreen(output: NodeJS.WriteStream & { fd?: number }): () => void {
  output.write(ENTER_ALTERNATE);
  restoreScreen = () => {
    restoreScreen = undefined;
    process.off('exit', restoreTerminal);
    writeSync(output.fd ?? 1, LEAVE_ALTERNATE);
  };
  process.once('exit', restoreTerminal);
  return restoreTerminal;
}

/** Leaves the second screen and shows the cursor; does nothing when no screen is open. */
export function restoreTerminal(): void {
  restoreScreen?.();
}

/** A terminal that keys come from, to a screen or to another program. */
export interface Keys {
  open(): NodeJS.ReadStream;
  /** Stops to read until they are opened again, so that another program gets what is typed. */
  release(): Promise<void>;
  /** What a program reads keys from, as an entry of `stdio`; the caller closes a number. */
  forProgram(): number | 'inherit';
}

const TTY = '/dev/tty';

/**
 * Gives the terminal that keys come from: standard input, or the controlling terminal when standard
 * input carries data. Undefined where there is none, or where a screen makes no sense.
 */
export function openKeys(stdinCarriesData: boolean): Keys | undefined {
  const { CI, TERM } = process.env;
  // Ink draws nothing where CI is set, and a dumb terminal cannot move its cursor.
  if (!process.stdout.isTTY || CI || TERM === 'dumb') return undefined;
  if (process.stdin.isTTY) {
    const { stdin } = process;
    const release = async () => {
      stdin.pause();
      // Node stops to read in the next tick; where it was opened again before that, it would stop for good.
      await setImmediate();
    };
    return { open: () => stdin, release, forProgram: () => 'inherit' };
  }
  return stdinCarriesData ? controllingTerminal() : undefined;
}

function controllingTerminal(): Keys | undefined {
  let stream: ReadStream | undefined;
  const open = () => {
    stream ??= new ReadStream(openSync(TTY, 'r'));
    return stream;
  };
  try {
    open();
  } catch {
    return undefined;
  }
  const release = async () => {
    stream?.destroy();
    stream = undefined;
  };
  return { open, release, forProgram: () => openSync(TTY, 'r') };
}

export interface ColorWishes {
  /** `--color` of the command line. */
  readonly flag?: 'auto' | 'always' | 'never';
  /** `color` of the settings. */
  readonly setting?: 'auto' | 'always' | 'never';
}

/**
 * Decides on colour: `--color`, `NO_COLOR`, `FORCE_COLOR`, the setting, then the kind of terminal.
 * What goes into a pipe or a file may be meant for `git apply`: there only the flag counts.
 */
export function wantsColor(
  { flag, setting }: ColorWishes,
  stream: { isTTY?: boolean },
  env: NodeJS.ProcessEnv = process.env,
): boolean {
  if (flag === 'always' || flag === 'never') return flag === 'always';
  if (!stream.isTTY || env.NO_COLOR) return false;
  if (env.FORCE_COLOR !== undefined) return !['0', 'false'].includes(env.FORCE_COLOR);
  if (setting === 'always' || setting === 'never') return setting === 'always';
  return env.TERM !== 'dumb';
}
