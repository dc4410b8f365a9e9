// Opens a screen on a terminal, and gives the terminal back however the screen ends.

import type { ReactElement } from 'react';
import { InterruptError } from '../../errors.js';
import { interrupt, interrupted } from '../interrupt.js';
import { type Keys, openAlternateScreen } from '../terminal.js';
import { render } from './ink.js';
import { Screen, type ScreenProps } from './screen.js';
import { StartScreen } from './start/screen.js';
import type { StartChoice, StartState } from './start/state.js';
import type { Shown } from './state.js';

export interface Terminal {
  readonly keys: Keys;
  readonly output: NodeJS.WriteStream;
}

/**
 * Shows the decoding and the review, and gives the state in which the user chose, or
 * one without hunks. Rejects as `decode` does, and
 * with an InterruptError when the user or a signal stops it.
 */
export function review(
  terminal: Terminal,
  props: Omit<ScreenProps, 'onDone' | 'onFailed'>,
): Promise<Shown> {
  return shown<Shown>(terminal, (resolve, reject) => (
    <Screen
      {...props}
      onFailed={reject}
      onDone={(state, proposal) => {
        if (state.choice?.action === 'interrupt') return interrupt();
        resolve({ state, proposal });
      }}
    />
  ));
}

/** Asks for files and an instruction; undefined where the user wants none. */
export function askStart(terminal: Terminal, start: StartState): Promise<StartChoice | undefined> {
  return shown<StartChoice | undefined>(terminal, (resolve) => (
    <StartScreen
      start={start}
      onDone={(choice) => {
        if (choice === 'interrupt') return interrupt();
        resolve(choice === 'quit' ? undefined : choice);
      }}
    />
  ));
}

async function shown<T>(
  { keys, output }: Terminal,
  element: (resolve: (value: T) => void, reject: (error: unknown) => void) => ReactElement,
): Promise<T> {
  const restore = openAlternateScreen(output);
  const ended = new AbortController();
  let close = async () => {};
  try {
    return await new Promise<T>((resolve, reject) => {
      interrupted.addEventListener('abort', () => reject(new InterruptError()), ended);
      const options = { stdin: keys.open(), stdout: output, exitOnCtrlC: false };
      const screen = render(element(resolve, reject), options);
      const exited = screen.waitUntilExit().catch(reject);
      close = async () => {
        screen.unmount();
        await exited;
      };
    });
  } finally {
    ended.abort();
    await close();
    restore();
  }
}
