// Reads the manifest of a model folder: what the files are, and how the model wants to be asked.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ModelError } from '../../errors.js';
import { type Calibration, FEATURES } from '../confidence.js';
import type { PromptForm } from '../prompt.js';

const PROMPTS = ['quotes', 'tags', 'chat'] as const satisfies readonly PromptForm[];
const MODES = ['program', 'rewrite'] as const;
const LAYOUTS = ['cad', 'transformers'] as const;
const COPY_CONTEXTS = ['prefill', 'reference'] as const;

/** How a model says an edit: as the region's new text, or as a program. */
export type DecodeMode = (typeof MODES)[number];

/**
 * What the model has read after the tag of a copy: the copied lines too, so that later text follows
 * the new file as written so far, or the tag alone, since the prompt holds the lines.
 */
export type CopyContext = (typeof COPY_CONTEXTS)[number];

/** Whose names a graph has for its inputs and outputs: those of `training/export`, or Transformers'. */
export type Layout = (typeof LAYOUTS)[number];

export interface ModelFile {
  readonly bytes: number;
  /** Lower-case hexadecimal. */
  readonly sha256: string;
}

/** The `manifest.json` of a model folder, as far as the decoder needs it. */
export interface Manifest {
  readonly name: string;
  readonly version: string;
  /** File name of the ONNX graph. */
  readonly graph: string;
  /** The same for devices other than the CPU, in the layout `cad`; absent where they can't run the model. */
  readonly gpuGraph?: string;
  /** The same with weights of u8 around 128, for a CPU whose products of u8 by s8 are not exact. */
  readonly unsignedGraph?: string;
  /** @default 'cad' */
  readonly layout?: Layout;
  readonly files: Readonly<Record<string, ModelFile>>;
  readonly layers: number;
  readonly kvHeads: number;
  readonly headDim: number;
  /** Logits in a row. */
  readonly vocabulary: number;
  /** The most tokens that the model was made for. */
  readonly context: number;
  /** The token that ends an answer. */
  readonly end: number;
  readonly prompt: PromptForm;
  /** The modes that the model serves; the first is its default. */
  readonly modes: readonly DecodeMode[];
  /**
   * For models asked for tags.
   * @default 'prefill'
   */
  readonly copyContext?: CopyContext;
  /** For models whose answers are weighed. */
  readonly calibration?: Calibration;
}

/** Reads and checks the manifest of `folder`. Throws a ModelError that names what is wrong. */
export function readManifest(folder: string): Manifest {
  const path = join(folder, 'manifest.json');
  let manifest: unknown;
  try {
    manifest = JSON.parse(readFileSync(path, 'utf8'));
  } catch (cause) {
    throw new ModelError(`The model's manifest \`${path}\` cannot be read.`, { cause });
  }
  const wrong = firstProblem(manifest);
  if (wrong) throw new ModelError(`The model's manifest \`${path}\` is not valid: ${wrong}.`);
  return manifest as Manifest;
}

const COUNTS = ['layers', 'kvHeads', 'headDim', 'vocabulary', 'context'] as const;

function firstProblem(value: unknown): string | undefined {
  if (!isRecord(value)) return 'it is not an object';
  const { format } = value;
  if (format !== 1) {
    return `\`format\` is not \`1\`${typeof format === 'object' ? '' : ` but \`${format}\``}`;
  }
  for (const key of ['name', 'version', 'graph']) {
    if (typeof value[key] !== 'string') return `\`${key}\` is not a string`;
  }
  for (const key of COUNTS) {
    if (!isCount(value[key]) || value[key] === 0) return `\`${key}\` is not a positive integer`;
  }
  if (!isCount(value.end) || value.end >= (value.vocabulary as number)) {
    return '`end` is not a token of the vocabulary';
  }
  if (!isOneOf(PROMPTS, value.prompt))
    return `\`prompt\` is not one of \`${PROMPTS.join('`, `')}\``;
  if (!Array.isArray(value.modes) || value.modes.length === 0) return '`modes` is not a list';
  if (!value.modes.every((mode) => isOneOf(MODES, mode))) {
    return `\`modes\` has more than \`${MODES.join('`, `')}\``;
  }
  if (value.layout !== undefined && !isOneOf(LAYOUTS, value.layout)) {
    return `\`layout\` is not one of \`${LAYOUTS.join('`, `')}\``;
  }
  if (value.copyContext !== undefined && !isOneOf(COPY_CONTEXTS, value.copyContext)) {
    return `\`copyContext\` is not one of \`${COPY_CONTEXTS.join('`, `')}\``;
  }
  const { calibration, graph, gpuGraph, unsignedGraph } = value;
  for (const [key, file] of Object.entries({ gpuGraph, unsignedGraph })) {
    if (file !== undefined && typeof file !== 'string') return `\`${key}\` is not a string`;
  }
  if (calibration !== undefined && !CALIBRATED.every((key) => isNumber(calibration, key))) {
    return `\`calibration\` has not all of the numbers \`${CALIBRATED.join('`, `')}\``;
  }
  const graphs = [graph, gpuGraph, unsignedGraph].filter((file) => file !== undefined);
  return problemOfFiles(value.files, graphs as string[]);
}

const CALIBRATED = ['bias', ...FEATURES, 'threshold'] as const;

function isNumber(value: unknown, key: string): boolean {
  return isRecord(value) && Number.isFinite(value[key]);
}

function problemOfFiles(files: unknown, graphs: readonly string[]): string | undefined {
  if (!isRecord(files)) return '`files` is not an object';
  for (const [name, file] of Object.entries(files)) {
    if (!/^[\w-][\w.-]*$/.test(name)) return `\`${name}\` is not a plain file name`;
    if (!isRecord(file) || !isCount(file.bytes) || !isSha256(file.sha256)) {
      return `\`${name}\` lacks its \`bytes\` and \`sha256\``;
    }
  }
  for (const name of [...graphs, 'tokenizer.json', 'tokenizer_config.json']) {
    if (!Object.hasOwn(files, name)) return `\`files\` lacks \`${name}\``;
  }
  return undefined;
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function isSha256(value: unknown): boolean {
  return typeof value === 'string' && /^[0-9a-f]{64}$/.test(value);
}

function isCount(value: unknown): value is number {
  return Number.isSafeInteger(value) && (value as number) >= 0;
}

function isOneOf<T>(choices: readonly T[], value: unknown): value is T {
  return choices.includes(value as T);
}
