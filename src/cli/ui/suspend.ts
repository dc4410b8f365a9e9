// Ctrl-Z: the shell gets the terminal, and its `fg` brings the screen back.

import { useCallback, useEffect, useRef } from 'react';
import { openAlternateScreen, restoreTerminal } from '../terminal.js';
import { useStdin, useStdout } from './ink.js';

/** Also erases, since some terminals keep what the second screen showed. */
const CLEAR_AND_HIDE_CURSOR = '\u001b[2J\u001b[?25l';
/** Where no shell can continue it, the system does not stop the process, and nothing ever tells. */
const UNSTOPPED_MS = 100;

/** Gives a function that stops the whole job, as Ctrl-Z does where keys are not read one by one. */
export function useSuspend(): () => void {
  const { stdin } = useStdin();
  const { stdout, write } = useStdout();
  const timer = useRef<NodeJS.Timeout>(undefined);
  const resume = useCallback(() => {
    clearTimeout(timer.current);
    // Its mode first: a job in the background is stopped at this, before it draws anything.
    stdin.setRawMode(false);
    stdin.setRawMode(true);
    restoreTerminal();
    openAlternateScreen(stdout);
    stdout.write(CLEAR_AND_HIDE_CURSOR);
    write('');
    // A resize is not told to a stopped job.
    process.kill(process.pid, 'SIGWINCH');
  }, [stdin, stdout, write]);
  useEffect(() => {
    process.on('SIGCONT', resume);
    return () => {
      process.off('SIGCONT', resume);
      clearTimeout(timer.current);
    };
  }, [resume]);
  return useCallback(() => {
    stdin.setRawMode(false);
    restoreTerminal();
    process.kill(0, 'SIGTSTP');
    timer.current = setTimeout(resume, UNSTOPPED_MS);
  }, [stdin, resume]);
}
