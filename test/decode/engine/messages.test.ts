import { describe, expect, test } from 'vitest';
import { toError, toFailure } from '../../../src/decode/engine/messages.js';
import { InterruptError, ModelError, StateError } from '../../../src/errors.js';

describe('an error that crosses to the parent', () => {
  test('keeps status, message, hint and what its cause said', () => {
    const error = new ModelError('No.', { hint: 'Try `x`.', cause: new Error('why') });
    const arrived = toError(structuredClone(toFailure(error)));
    expect(arrived).toBeInstanceOf(ModelError);
    expect(arrived).toMatchObject({ message: 'No.', exitStatus: 4, hint: 'Try `x`.' });
    expect(arrived.cause).toMatchObject({ message: 'why' });
  });

  test('keeps the status of every family', () => {
    expect(toError(toFailure(new InterruptError()))).toBeInstanceOf(InterruptError);
    expect(toError(toFailure(new StateError('Gone.')))).toMatchObject({ exitStatus: 3 });
  });

  test('stays a bug, with its stack, when it is none of ours', () => {
    const bug = new TypeError('undefined is not a function');
    const arrived = toError(toFailure(bug));
    expect(arrived).not.toHaveProperty('exitStatus');
    expect(arrived).toMatchObject({ message: bug.message, stack: bug.stack });
  });
});
