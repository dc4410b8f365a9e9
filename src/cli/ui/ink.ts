// What the screen uses of Ink, once it is loaded: Ink can only be imported asynchronously, which the
// modules of the bundle, in CommonJS, cannot do at their tops.

import type * as Ink from 'ink';

export type { Key } from 'ink';

export let Box: typeof Ink.Box;
export let Text: typeof Ink.Text;
export let render: typeof Ink.render;
export let useInput: typeof Ink.useInput;
export let useStdin: typeof Ink.useStdin;
export let useStdout: typeof Ink.useStdout;

/** Sets the exports above. Screens are opened only after it. */
export async function loadInk(): Promise<void> {
  ({ Box, Text, render, useInput, useStdin, useStdout } = await import('ink'));
}
