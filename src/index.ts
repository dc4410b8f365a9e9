// The public API: the language, what it does to text, and the decoder. Nothing here prints.

export { diff, type Hunk, type HunkLine, type HunkRange } from './apply/diff.js';
export { fit } from './apply/fit.js';
export { oracle } from './apply/oracle.js';
export { type FileChange, patch } from './apply/patch.js';
export { type Resolved, type ResolveOptions, resolve, resolveWithOrigin } from './apply/resolve.js';
export { rewritten } from './apply/rewritten.js';
export { select } from './apply/select.js';
export type { Calibration } from './decode/confidence.js';
export type {
  Candidate,
  Decoded,
  DecodeEvent,
  DecodeRequest,
  Decoder,
  DecodeStats,
} from './decode/decoder.js';
export { type DecoderOptions, startDecoder } from './decode/engine/process.js';
export { EMBEDDED_MODEL, findModel } from './decode/model/find.js';
export {
  CadError,
  EXIT,
  type ExitStatus,
  InterruptError,
  ModelError,
  StateError,
  UsageError,
} from './errors.js';
export { Automaton, type AutomatonOptions } from './grammar/automaton.js';
export { gbnf, lark } from './grammar/export.js';
export { Matcher } from './grammar/matcher.js';
export { ParseError, parse } from './grammar/parse.js';
export {
  type Copy,
  canonical,
  copy,
  format,
  type Gen,
  gen,
  type Program,
} from './grammar/program.js';
export { type LineRange, Source } from './grammar/source.js';
export { VocabularyTrie } from './grammar/trie.js';
export {
  type Abstention,
  type Edit,
  type LeftTask,
  type Proposal,
  type ProposedFile,
  propose,
  type Request,
  type RequestedFile,
} from './propose.js';
export { type RepairRequest, repair, type Task, type TaskedFile } from './repair.js';
