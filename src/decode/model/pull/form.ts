// The forms that a repository may have: of `cad` itself, with a manifest, or as Transformers has it.
import { UsageError } from '../../../errors.js';
import { type Manifest, readManifest } from '../manifest.js';
import { choose, type Dtype } from './choose.js';
import { describe } from './describe.js';
import type { Source, SourceFile } from './source.js';

export const MANIFEST = 'manifest.json';

/** What is needed of a repository. */
export interface Form {
  readonly dtype: string | undefined;
  /** Files that say what the model is. */
  readonly descriptions: readonly SourceFile[];
  /** Gives what is needed besides, once the descriptions are in `folder`. Throws a ModelError. */
  read(folder: string): {
    /** The manifest; of a model that came without one what is known before its files are here. */
    readonly manifest: Omit<Manifest, 'name' | 'version' | 'files'> & Partial<Manifest>;
    readonly files: readonly SourceFile[];
  };
}

/** Tells the form. Throws a UsageError where it has none that can be run, or not in this dtype; `usual` is wished for. */
export function formOf(source: Source, dtype?: Dtype, usual?: string): Form {
  const manifest = source.files.find(({ path }) => path === MANIFEST);
  if (manifest) return ownForm(source, manifest, dtype);
  const choice = choose(source.files, dtype, usual);
  return {
    dtype: choice.dtype,
    descriptions: choice.descriptions,
    read: (folder) => ({ manifest: describe(folder, choice), files: choice.graph }),
  };
}

function ownForm({ files, dtype }: Source, manifest: SourceFile, asked: Dtype | undefined): Form {
  if (asked && asked !== dtype) {
    throw new UsageError(`The model has one graph only, and \`--dtype\` asks for \`${asked}\`.`, {
      hint: 'Leave out `--dtype`.',
    });
  }
  return {
    dtype,
    descriptions: [manifest],
    read: (folder) => {
      const read = readManifest(folder);
      const named = Object.entries(read.files).map(([path, { bytes, sha256 }]) => {
        if (files.some((file) => file.path === path)) {
          return { path, bytes, hash: { kind: 'sha256', hex: sha256 } as const };
        }
        throw new UsageError(
          `The model is not whole: it has no \`${path}\`, which its manifest names.`,
        );
      });
      return { manifest: read, files: named };
    },
  };
}
