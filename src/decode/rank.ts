// Chooses among the candidates of an edit: what the model thinks likely, unless its syntax is broken.
import { resolve } from '../apply/resolve.js';
import { countSyntaxErrors } from '../apply/syntax.js';
import type { Program } from '../grammar/program.js';
import { type LineRange, Source } from '../grammar/source.js';
import { type Calibration, confidenceOf, type Features, featuresOf } from './confidence.js';
import type { Candidate, Decoded } from './decoder.js';

/** A candidate, resolved and judged. */
export interface Ranked {
  readonly program: Program;
  readonly after: Source;
  /** Whether the file was without syntax errors, and has one after the edit. */
  readonly breaksSyntax: boolean;
  /** What its confidence is computed from; undefined where its answer was not weighed. */
  readonly features: Features | undefined;
  /** The probability that the edit is right; undefined where that can't be told. */
  readonly confidence: number | undefined;
  /** The same for each place that it changes. */
  readonly places: readonly { readonly lines: LineRange; readonly confidence: number }[];
}

/** A candidate, or a program whose answer was not weighed. */
type Unweighed = Pick<Candidate, 'program'> & Partial<Candidate>;

/**
 * Orders the candidates for `source`: those that break its syntax last, and else as they come.
 * An edit that turns a file without syntax errors into one with some is not right: its confidence
 * is 0. A file that has errors before says nothing: it may be a part of a program, or the error
 * that is to be mended may hide others.
 */
export async function rank(
  path: string,
  source: Source,
  { program, candidates }: Pick<Decoded, 'program' | 'candidates'>,
  calibration?: Calibration,
): Promise<Ranked[]> {
  const all: readonly Unweighed[] = candidates ?? [{ program }];
  const isValid = (await errorsIn(path, source)) === 0;
  const judged: { candidate: Unweighed; after: Source; breaksSyntax: boolean }[] = [];
  for (const candidate of all) {
    const after = new Source(resolve(candidate.program, source));
    const breaksSyntax = isValid && ((await errorsIn(path, after)) ?? 0) > 0;
    judged.push({ candidate, after, breaksSyntax });
  }
  judged.sort((a, b) => Number(a.breaksSyntax) - Number(b.breaksSyntax));
  const sound = judged
    .filter(({ breaksSyntax }) => !breaksSyntax)
    .map(({ candidate }) => candidate);
  return judged.map(({ candidate, after, breaksSyntax }) => {
    const likely = confidences(candidate, sound, calibration);
    const { program } = candidate;
    const wrong = { confidence: 0, places: [] };
    return { program, after, breaksSyntax, ...likely, ...(breaksSyntax && wrong) };
  });
}

function confidences(
  { program, logP, places = [] }: Unweighed,
  all: readonly Unweighed[],
  calibration: Calibration | undefined,
): Pick<Ranked, 'features' | 'confidence' | 'places'> {
  if (logP === undefined) return { features: undefined, confidence: undefined, places: [] };
  const others = all.flatMap((other) => (other.program === program ? [] : (other.logP ?? [])));
  const next = Math.max(...others);
  const features = featuresOf(logP, next);
  if (!calibration) return { features, confidence: undefined, places: [] };
  return {
    features,
    confidence: confidenceOf(calibration, features),
    places: places.map(({ lines, logP: own }) => ({
      lines,
      // The rest of the edit being what it is.
      confidence: confidenceOf(calibration, featuresOf(own, next - logP + own)),
    })),
  };
}

function errorsIn(path: string, source: Source): Promise<number | undefined> {
  return countSyntaxErrors(path, new TextDecoder().decode(source.bytes));
}
