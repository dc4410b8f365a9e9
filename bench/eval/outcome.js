// One row of an evaluation set: decoded as `cad fix` does it, and compared with what is right.
import { rank } from '../../dist/decode/rank.js';
import { nOutput } from '../../dist/decode/stats.js';
import { Source } from '../../dist/grammar/source.js';
import { passes } from './run-tests.js';
import { sameTree } from './same-tree.js';

/**
 * Decodes a row greedily, trying `candidates` answers, and says how it went; `calibration` has a say in
 * which of them is offered.
 */
export async function outcomeOf(decoder, row, { mode, candidates, calibration }) {
  const source = Source.of(row.before);
  const start = performance.now();
  const request = {
    ...{ path: row.path, source: source.bytes, instruction: row.instruction },
    ...{ mode, candidates, sampling: { temperature: 0, topP: 1, seed: 1 } },
  };
  const decoded = await decoder.decode(request, () => {});
  const ranked = await rank(row.path, source, decoded, calibration);
  const ms = Math.round(performance.now() - start);
  const [best] = ranked;
  const after = textOf(best);
  const edits = ranked.map(({ features, breaksSyntax, ...each }) => {
    return { features, breaksSyntax, exact: textOf(each) === row.after };
  });
  return {
    ...groupsOf(row, source),
    ...{ ...edits[0], spaces: bare(after) === bare(row.after) },
    ...{ amongCandidates: edits.some(({ exact }) => exact), candidates: edits },
    ...{ unchanged: after === row.before, abstained: decoded.abstained !== undefined },
    ...(row.severalRight && { sameTree: await sameTree(row.path, after, row.after) }),
    passed: await testResult(row, after),
    ...{ ms, nForwards: decoded.stats.nForwards, nOutput: nOutput(decoded.stats) },
  };
}

/** What a report groups rows by. */
function groupsOf(row, source) {
  return {
    ...{ kind: row.kind, language: row.language, nLines: source.nLines },
    ...{ namesPlace: row.namesPlace, namesLine: row.namesLine, isDiagnostic: row.isDiagnostic },
    ...{ heldWording: row.heldWording, severalRight: row.severalRight },
  };
}

function testResult({ language, tested }, after) {
  return tested && passes(language, tested(after));
}

function textOf({ after }) {
  return Buffer.from(after.bytes).toString();
}

function bare(text) {
  return text.replace(/\s+/g, '');
}
