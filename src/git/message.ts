// The message of a commit that cad makes.

import type { Repository } from './repo.js';

const MAX_TITLE = 72;

/**
 * The message for an instruction: `cad: <instruction>`, one line of at most 72 characters. A longer
 * instruction is cut there and stands in full below.
 */
export function messageFor(instruction: string): string {
  const title = `cad: ${instruction.trim().replace(/\s+/g, ' ')}`;
  const characters = Array.from(new Intl.Segmenter().segment(title), ({ segment }) => segment);
  if (characters.length <= MAX_TITLE) return title;
  return `${characters
    .slice(0, MAX_TITLE - 1)
    .join('')
    .trimEnd()}…\n\n${instruction.trim()}`;
}

/** Adds a trailer, as in `Assisted-by: cad 1.0.0 model`, after those that the message has. */
export async function withTrailer(
  repository: Repository,
  message: string,
  trailer: string,
): Promise<string> {
  // `git commit --trailer` does the same, but only since Git 2.32.
  const args = ['-c', 'trailer.separators=:', 'interpret-trailers', '--no-divider'];
  const added = await repository.run([...args, '--trailer', trailer], {
    input: `${message}\n`,
    runsPrograms: true,
  });
  return added.stdout.toString();
}
