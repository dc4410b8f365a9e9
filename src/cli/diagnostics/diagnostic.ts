// What a tool reports about a place in a file.

export interface Diagnostic {
  /** As the tool gave it. */
  readonly path: string;
  /** 1-based. */
  readonly line: number;
  /** The report as its tool prints it in one line, place included: it is the instruction. */
  readonly text: string;
}
