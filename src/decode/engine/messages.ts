// What the parent and the model's process say to each other. Both sides run the same version.
import { CadError, EXIT, type ExitStatus, InterruptError, ModelError } from '../../errors.js';
import type { Decoded, DecodeEvent, DecodeRequest } from '../decoder.js';
import type { Measured, MeasureEvent, MeasureRequest } from '../measure/measure.js';

export type Asked =
  | { type: 'decode'; request: DecodeRequest }
  | { type: 'measure'; request: MeasureRequest };

export type ToChild = Asked | { type: 'cancel' };

/** Events and the answer are those of what was asked. */
export type FromChild =
  | { type: 'event'; event: DecodeEvent | MeasureEvent }
  | { type: 'answered'; answer: Decoded | Measured }
  | { type: 'failed'; failure: Failure };

/** An error as plain data; without a status it is a bug. */
export interface Failure {
  readonly message: string;
  readonly exitStatus?: ExitStatus;
  readonly hint?: string;
  /** What the cause said. */
  readonly cause?: string;
  readonly stack?: string;
}

/** Takes an error apart, so that it can be sent. */
export function toFailure(error: unknown): Failure {
  if (!(error instanceof Error)) return { message: String(error) };
  const { message, stack } = error;
  if (!(error instanceof CadError)) return stack === undefined ? { message } : { message, stack };
  const { exitStatus, hint, cause } = error;
  return {
    message,
    exitStatus,
    ...(hint === undefined ? {} : { hint }),
    ...(cause === undefined
      ? {}
      : { cause: cause instanceof Error ? cause.message : String(cause) }),
  };
}

/** Puts an error together again, of the class that its status belongs to. */
export function toError({ message, exitStatus, hint, cause, stack }: Failure): Error {
  if (exitStatus === undefined) return Object.assign(new Error(message), stack ? { stack } : {});
  if (exitStatus === EXIT.interrupt) return new InterruptError(message);
  const details = {
    ...(hint === undefined ? {} : { hint }),
    ...(cause === undefined ? {} : { cause: new Error(cause) }),
  };
  return exitStatus === EXIT.model
    ? new ModelError(message, details)
    : new CadError(exitStatus, message, details);
}
