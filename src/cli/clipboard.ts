// The clipboard of the terminal, which works through ssh too.

/** Terminals take no more; some take less. */
const MOST_BYTES = 75_000;

/** Copies a text by OSC 52, and gives a sentence for the user. Whether it was taken, no terminal tells. */
export function copyText(output: NodeJS.WriteStream, text: Uint8Array): string {
  if (text.length > MOST_BYTES) return 'The program is too long for the clipboard.';
  output.write(`\u001b]52;c;${Buffer.from(text).toString('base64')}\u0007`);
  return `Copied ${text.length} bytes, if your terminal allows that (OSC 52).`;
}
