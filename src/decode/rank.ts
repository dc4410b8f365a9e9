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

/** What an edit makes of a file's syntax, the best first. */
const PLACES = ['mended', 'kept', 'broken'] as const;
const BROKEN = PLACES.indexOf('broken');

interface Judged {
  readonly candidate: Unweighed;
  readonly after: Source;
  readonly place: number;
}

/**
 * Orders the candidates for `source`: those that leave fewer syntax errors in a file that has some
 * first, those that break its syntax last, and else by confidence, or as they come where that can't
 * be told. An edit that turns a file without syntax errors into one with some is not right: its
 * confidence is 0. More errors than before say nothing: the file may be a part of a program, or the
 * error that is mended may have hidden others.
 */
export async function rank(
  path: string,
  source: Source,
  { program, candidates }: Pick<Decoded, 'program' | 'candidates'>,
  calibration?: Calibration,
): Promise<Ranked[]> {
  const all: readonly Unweighed[] = candidates ?? [{ program }];
  const nErrors = (await errorsIn(path, source)) ?? 0;
  const judged: Judged[] = [];
  for (const candidate of all) {
    const after = new Source(resolve(candidate.program, source));
    const nLeft = (await errorsIn(path, after)) ?? 0;
    const syntax = nLeft < nErrors ? 'mended' : nErrors === 0 && nLeft > 0 ? 'broken' : 'kept';
    judged.push({ candidate, after, place: PLACES.indexOf(syntax) });
  }
  const ranked = judged.map(({ candidate, after, place }) => {
    const rivals = judged.filter((other) => other.place <= place).map((other) => other.candidate);
    const breaksSyntax = place === BROKEN;
    const wrong = { confidence: 0, places: [] };
    return {
      ...{ program: candidate.program, after, breaksSyntax, place },
      ...confidences(candidate, rivals, isSame(after, source), calibration),
      ...(breaksSyntax && wrong),
    };
  });
  ranked.sort((a, b) => a.place - b.place || (b.confidence ?? 0) - (a.confidence ?? 0));
  return ranked.map(({ place, ...rest }) => rest);
}

function confidences(
  { program, logP, places = [] }: Unweighed,
  all: readonly Unweighed[],
  isUnchanged: boolean,
  calibration: Calibration | undefined,
): Pick<Ranked, 'features' | 'confidence' | 'places'> {
  if (logP === undefined) return { features: undefined, confidence: undefined, places: [] };
  const others = all.flatMap((other) => (other.program === program ? [] : (other.logP ?? [])));
  const next = Math.max(...others);
  const features = featuresOf(logP, next, isUnchanged);
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

function isSame(after: Source, source: Source): boolean {
  return Buffer.compare(after.bytes, source.bytes) === 0;
}

function errorsIn(path: string, source: Source): Promise<number | undefined> {
  return countSyntaxErrors(path, new TextDecoder().decode(source.bytes));
}
