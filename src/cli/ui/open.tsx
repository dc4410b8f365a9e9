// Opens the screen on a terminal, and gives the terminal back however the screen ends.

import { render } from 'ink';
import { InterruptError } from '../../errors.js';
import { interrupt, interrupted } from '../interrupt.js';
import { openAlternateScreen } from '../terminal.js';
import { Screen, type ScreenProps } from './screen.js';
import type { Shown } from './state.js';

export interface ReviewOptions extends Omit<ScreenProps, 'onDone' | 'onFailed'> {
  /** Where keys come from; a terminal. */
  readonly input: NodeJS.ReadStream;
  readonly output: NodeJS.WriteStream;
}

/**
 * Shows the decoding and the review, and gives the state in which the user chose, or
 * one without hunks. Rejects as `decode` does, and
 * with an InterruptError when the user or a signal stops it.
 */
export async function review({ input, output, ...props }: ReviewOptions): Promise<Shown> {
  const restore = openAlternateScreen(output);
  let close = async () => {};
  try {
    return await new Promise((resolve, reject) => {
      interrupted.addEventListener('abort', () => reject(new InterruptError()));
      const screen = render(
        <Screen
          {...props}
          onFailed={reject}
          onDone={(state, proposal) => {
            if (state.choice?.action === 'interrupt') return interrupt();
            resolve({ state, proposal });
          }}
        />,
        { stdin: input, stdout: output, exitOnCtrlC: false },
      );
      const exited = screen.waitUntilExit().catch(reject);
      close = async () => {
        screen.unmount();
        await exited;
      };
    });
  } finally {
    await close();
    restore();
  }
}
