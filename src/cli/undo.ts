// `cad undo`: takes the last edit back, from where it went.

import { type ExitStatus, StateError } from '../errors.js';
import { reverseEdits } from '../git/last-edit.js';
import { equals } from '../grammar/bytes.js';
import { outcomeText } from './announce.js';
import { deliver } from './deliver.js';
import { extentOfEdits } from './edits.js';
import { openRepository } from './open-repository.js';
import { statusOf } from './outcome.js';
import { version } from './version.js';

const MESSAGE = 'cad: undo the last edit';

/** Reverses the last edit of the repository here. Throws a StateError, with nothing changed. */
export async function undoCommand(): Promise<ExitStatus> {
  const repository = await openRepository();
  const { to, edits } = await reverseEdits(repository);
  const changed = edits.filter(({ bytes, after }) => !equals(bytes, after));
  if (changed.length === 0) throw new StateError('The last edit is undone already.');
  const destination =
    to === 'commit'
      ? ({ to, message: MESSAGE } as const)
      : ({ to: to === 'hook' ? 'stage' : to } as const);
  const outcome = await deliver(changed, extentOfEdits(changed), destination, {
    color: false,
    facts: { cad: version(), instruction: MESSAGE },
  });
  process.stderr.write(outcomeText(outcome));
  return statusOf(outcome);
}
