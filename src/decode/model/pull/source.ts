// Where a model is pulled from, as far as the rest of a pull needs to know.

/** A file of a model, by its path in the repository. */
export interface SourceFile {
  readonly path: string;
  readonly bytes: number;
  /** What its content has to be; undefined where the source does not tell. */
  readonly hash?: FileHash;
}

/** A hash in lower-case hexadecimal: of large files SHA-256, of others that of Git's blob. */
export interface FileHash {
  readonly kind: 'sha256' | 'blob';
  readonly hex: string;
}

export interface Source {
  /** The commit that the files are of, where the source tells. */
  readonly commit?: string | undefined;
  /** The kind of numbers, where the source has but one and tells. */
  readonly dtype?: string | undefined;
  readonly files: readonly SourceFile[];
  /**
   * Opens a file from byte `from` on, or from an earlier one. Reading may end too early; it rejects
   * with a ConnectionError where another try may help.
   */
  open(file: SourceFile, from: number, signal: AbortSignal): Promise<OpenSource>;
}

export interface OpenSource {
  /** The byte that `content` begins with. */
  readonly from: number;
  readonly content: AsyncIterable<Uint8Array>;
}

/** Something failed that may work when it is tried again. */
export class ConnectionError extends Error {
  /** Time that the other side asks to wait. */
  readonly waitMs: number | undefined;

  constructor(message: string, waitMs?: number) {
    super(message);
    this.waitMs = waitMs;
  }
}
