// The errors that users may see, and the exit statuses that they end with.

/** Exit statuses of `cad`; the table in README.md says when each is used. */
export const EXIT = {
  done: 0,
  declined: 1,
  usage: 2,
  state: 3,
  model: 4,
  bug: 70,
  interrupt: 130,
  brokenPipe: 141,
} as const;

export type ExitStatus = (typeof EXIT)[keyof typeof EXIT];

export interface ErrorDetails {
  /** The exact command or flag to use next. */
  hint?: string;
  cause?: unknown;
}

/**
 * An expected failure: one plain sentence, an exit status, and what to do next.
 * Anything else that is thrown is a bug and ends with status 70.
 */
export class CadError extends Error {
  readonly exitStatus: ExitStatus;
  readonly hint: string | undefined;

  constructor(exitStatus: ExitStatus, message: string, details: ErrorDetails = {}) {
    super(message, details.cause === undefined ? undefined : { cause: details.cause });
    this.name = new.target.name;
    this.exitStatus = exitStatus;
    this.hint = details.hint;
  }
}

/** The command line or the configuration is wrong (status 2). */
export class UsageError extends CadError {
  constructor(message: string, details?: ErrorDetails) {
    super(EXIT.usage, message, details);
  }
}

/** A file or the repository is not in a state that can be edited (status 3). */
export class StateError extends CadError {
  constructor(message: string, details?: ErrorDetails) {
    super(EXIT.state, message, details);
  }
}

/** The model or the engine cannot be used (status 4). */
export class ModelError extends CadError {
  constructor(message: string, details?: ErrorDetails) {
    super(EXIT.model, message, details);
  }
}

/** The user stopped the run (status 130). */
export class InterruptError extends CadError {
  constructor(message = 'Interrupted.', details?: ErrorDetails) {
    super(EXIT.interrupt, message, details);
  }
}

/** Throws unless `condition` holds; the message ends with "this is a bug". */
export function assert(condition: unknown, message: string): asserts condition {
  if (!condition) throw new Error(`${message}; this is a bug`);
}
