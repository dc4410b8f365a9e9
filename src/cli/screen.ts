// Decides about a proposal on the screen. What the screen can't do itself is done here, between two
// openings of it: editors, another decode, the clipboard.

import { StateError } from '../errors.js';
import { messageFor } from '../git/message.js';
import { sharedRepository } from '../git/read.js';
import { errorText, extentText } from './announce.js';
import { copyText } from './clipboard.js';
import { type Decoding, startDecoding } from './decoding.js';
import type { Destination } from './destination.js';
import { editText } from './editor.js';
import { editsOf, extentOf } from './edits.js';
import { programText } from './program-text.js';
import { colorOf, type Decision, pathsOf, type Run } from './run.js';
import { importScreen } from './screen-import.js';
import type { Keys } from './terminal.js';
import {
  acceptedByFile,
  pickedInstruction,
  pickedProposal,
  reopened,
  resumed,
} from './ui/decision.js';
import { hunkDraft } from './ui/parts.js';
import { reduce } from './ui/reducer.js';
import { type Choice, initialState, type Shown, type State } from './ui/state.js';

/** What stays the same while the screen opens again and again. */
interface Session {
  readonly run: Run;
  readonly keys: Keys;
  readonly review: Awaited<ReturnType<typeof importScreen>>['review'];
}

const MESSAGE_GUIDE = `
# Lines with # are left out. An empty message makes no commit.
`;

/** Lets the user watch, accept or reject each hunk, and say where the accepted ones go. */
export async function decideOnScreen(run: Run, keys: Keys): Promise<Decision> {
  const { instruction } = run.engine.asked;
  const offers = { commit: run.options.message ?? messageFor(instruction), patch: 'cad.patch' };
  const decoding = startDecoding(run);
  const { review } = await importScreen(colorOf(run));
  const state = initialState(pathsOf(run), instruction, offers);
  return ask({ run, keys, review }, { state, proposal: [] }, decoding);
}

async function ask(session: Session, start: Shown, decoding?: Decoding): Promise<Decision> {
  const { keys, review } = session;
  const terminal = { keys, output: process.stdout };
  const { state, proposal } = await review(terminal, { start, ...decoding });
  const goOn = (next: State, decoding?: Decoding) => {
    return ask(session, { state: next, proposal }, decoding);
  };
  switch (state.choice?.action) {
    case 'editHunk':
      return goOn(await hunkEdited(session, state));
    case 'editMessage': {
      const next = await messageEdited(session, { state, proposal });
      return next.choice ? decisionOf(session, { state: next, proposal }) : goOn(next);
    }
    case 'copy':
      return goOn(copied(session, { state, proposal }));
    case 'retry': {
      const { instruction } = state.choice;
      const { message: commit = messageFor(instruction) } = session.run.options;
      const next = reduce(resumed(state), { type: 'retry', instruction, commit });
      return goOn(next, retryDecoding(session.run, next));
    }
    default:
      return decisionOf(session, { state, proposal });
  }
}

function decisionOf(session: Session, { state, proposal }: Shown): Decision {
  return {
    proposal: pickedProposal(proposal, state),
    accepted: acceptedByFile(state),
    destination: destinationOf(state.choice),
    instruction: pickedInstruction(state),
    isReviewed: state.choice !== undefined,
    again: (problem) => ask(session, { state: reopened(state, linesOf(problem)), proposal }),
  };
}

function linesOf(problem: StateError): string[] {
  return errorText(problem).trimEnd().split('\n');
}

function retryDecoding(run: Run, { retry }: State): Decoding {
  const { file, instruction } = retry!;
  // What a tool has reported of the file is no part of another instruction.
  const { tasks: _, ...opened } = run.files[file]!;
  const asked = { ...run.engine.asked, instruction };
  return startDecoding({ ...run, files: [opened], engine: { ...run.engine, asked } }, file);
}

/** Runs an editor; where that fails, the screen says why. */
async function withEditor(
  { run, keys }: Session,
  state: State,
  { name, text }: { name: string; text: Uint8Array | string },
  onEdited: (text: Uint8Array) => State,
): Promise<State> {
  const repository = sharedRepository(run.files.map(({ target }) => target));
  try {
    return onEdited(await editText(text, { repository, name, keys }));
  } catch (error) {
    if (!(error instanceof StateError)) throw error;
    return reduce(resumed(state), { type: 'told', problem: linesOf(error) });
  }
}

function hunkEdited(session: Session, state: State): Promise<State> {
  const file = { name: 'hunk.diff', text: hunkDraft(state) };
  return withEditor(session, state, file, (text) => {
    return reduce(resumed(state), { type: 'edited', text });
  });
}

function messageEdited(session: Session, { state, proposal }: Shown): Promise<State> {
  const extent = extentOf(pickedProposal(proposal, state), acceptedByFile(state));
  const text = `${state.offers.commit}\n${MESSAGE_GUIDE}# ${extentText(extent)}\n`;
  return withEditor(session, state, { name: 'COMMIT_EDITMSG', text }, (edited) => {
    const message = new TextDecoder()
      .decode(edited)
      .replaceAll(/^#.*\n?/gm, '')
      .trim();
    if (message === '') {
      const problem = ['The message is empty, so nothing was committed.'];
      return reduce(resumed(state), { type: 'told', problem });
    }
    const offers = { ...state.offers, commit: message };
    return { ...state, offers, choice: { action: 'commit', message } };
  });
}

function copied({ run }: Session, { state, proposal }: Shown): State {
  const edits = editsOf(run.files, pickedProposal(proposal, state), acceptedByFile(state));
  const said = copyText(process.stdout, programText(edits));
  return reduce(resumed(state), { type: 'told', problem: [said] });
}

function destinationOf(choice: Choice | undefined): Destination | undefined {
  switch (choice?.action) {
    case 'commit':
      return { to: 'commit', message: choice.message };
    case 'patch':
      return { to: 'file', file: choice.file };
    case 'stage':
    case 'write':
      return { to: choice.action };
    default:
      return undefined;
  }
}
