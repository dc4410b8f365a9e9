// Writes bench/REPORT.md and bench/report.svg from the measurements.
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { checkedAims } from './aims.js';
import { chart } from './chart.js';
import { PEERS, THREADS } from './engines.js';
import { versions } from './machine.js';
import { summarise } from './summary.js';

const BENCH = join(import.meta.dirname, '..');

export function writeReport({ results, about: aboutPath }) {
  const about = JSON.parse(readFileSync(aboutPath, 'utf8'));
  const summary = summarise(results);
  const parts = [
    '# cad beside other local engines',
    'Written by `npm run bench:peers`; every number in it was measured by that command.',
    ...(about.isComplete
      ? []
      : [
          '**The run was stopped early: some engines are missing from some cases, and so from the ratios.**',
        ]),
    ...[machinePart(about), methodPart(summary, about), aimsPart(summary), '![Times](report.svg)'],
    ...[ratiosPart(summary), winsPart(summary), prefillPart(summary)],
    ...summary.corpora.map(corpusPart),
    ...[freePart(summary), driversPart(about)],
  ];
  writeFileSync(join(BENCH, 'REPORT.md'), `${parts.join('\n\n')}\n`);
  const shown = summary.corpora.filter(({ corpus }) => corpus.startsWith('lines-'));
  const charted = (shown.length > 0 ? shown : summary.corpora).flatMap(({ cases }) =>
    cases
      .slice(0, 1)
      .map(({ id, nLines, entries }) => ({ title: `${id}, ${nLines} lines`, entries })),
  );
  if (charted.length > 0) writeFileSync(join(BENCH, 'report.svg'), chart(charted));
}

function machinePart({ machine: { cpu, cores, memoryGb, flags, node, date } }) {
  return `## Machine\n\n${cpu}, ${cores} cores, ${memoryGb} GB; ${flags.join(', ')}. Node.js ${node}. ${date}. Every engine uses ${THREADS} threads.\n\nPeers, pinned: ${versions()}.`;
}

function methodPart({ corpora }, { repeat, missing = [] }) {
  const notes = Object.entries(PEERS).flatMap(([peer, kinds]) =>
    Object.entries(kinds).map(([kind, how]) => `| ${peer} | ${kind} | ${how} |`),
  );
  const nCases = corpora.reduce((n, { cases }) => n + cases.length, 0);
  return `## Method

Each case is a file, an instruction and the file wanted: ${nCases} cases in ${corpora.length} corpora. All engines have
the same fine-tuned weights, in their own formats, and stay loaded. One engine works at a time; they take
turns on each case, in ${repeat} repetitions. Tables give medians, with the least and the greatest in brackets.

*Prompt* is the time until the prompt is read, *output* the time from there to the last token, *end to end*
is both: for cad from the file's text to the edited text; for the peers without making tokens of the text and
text of the tokens, which is in their favour. Peers regenerate the whole file from the prompt of cad's rewrite mode.

*Known answer*: the real model runs each forward, but each choice is the one of the wanted edit, one at a
time: a draft is accepted as far as it is right, and nothing is known ahead. The result was
checked byte for byte. *Free*: the model's own choices; a free rewrite is compared as if it had the length of the
wanted file, at its own time a token. A plain answer of
more than 400 tokens (of the fastest peer: 1500) was measured on its first and last 96, and those between
taken at their mean (marked ~). The fastest peers wrote every case; the others the first case of each corpus; *n*
counts the repetitions.

| peer | mode | how its answer was made the wanted one |
| --- | --- | --- |
${notes.join('\n')}

node-llama-cpp 3.22.1 keeps at most one drafted token of a forward (it compares the later ones with a list that
stays empty), so that longer drafts only cost it time.

Could not be had: ${missing.length > 0 ? missing.join('; ') : 'nothing that was asked for failed to install or convert'}. No package was
found that holds llama.cpp's own lookup program built; llama-cpp-python's lookup is used.`;
}

function aimsPart(summary) {
  const rows = checkedAims(summary).map(
    ({ words, middle, range, reached = '', result }) =>
      `| ${words} | ${middle ? `${middle.toFixed(1)}x` : ''} | ${range} | ${reached} | ${result} |`,
  );
  return `## Aims\n\n| aim | median over cases | range | cases that reach it | |\n| --- | --- | --- | --- | --- |\n${rows.join('\n')}`;
}

function ratiosPart({ corpora }) {
  const modes = ['program oracle', 'rewrite oracle', 'program free', 'rewrite free'];
  const cell = (ratios, mode, phase, against) => {
    const found = ratios.find((r) => r.mode === mode && r.phase === phase && r.against === against);
    return found ? `${found.times.toFixed(1)}x` : '–';
  };
  const rows = corpora.flatMap(({ title, cases }) =>
    cases.flatMap(({ id, ratios }) =>
      modes
        .filter((mode) => ratios.some((r) => r.mode === mode))
        .map((mode) => {
          const cells = ['output', 'total'].flatMap((phase) =>
            ['plain', 'lookup'].map((against) => cell(ratios, mode, phase, against)),
          );
          return `| ${title} | ${id} | ${named(mode)} | ${cells.join(' | ')} |`;
        }),
    ),
  );
  return `## cad against the best peer of each case

| corpus | case | cad | output, plain | output, lookup | end to end, plain | end to end, lookup |
| --- | --- | --- | --- | --- | --- | --- |
${rows.join('\n')}`;
}

function winsPart({ corpora, trials }) {
  const lost = corpora.flatMap(({ cases }) =>
    cases.flatMap(({ id, ratios }) =>
      ratios
        .filter(({ mode, times }) => times < 1 && mode !== 'rewrite plain')
        .map(
          (r) =>
            `- ${id}: ${r.best} is ${(1 / r.times).toFixed(2)} times as fast as cad ${named(r.mode)}, ${r.phase === 'total' ? 'end to end' : 'output phase'}`,
        ),
    ),
  );
  const prefills = trials.filter(({ mode, error }) => mode === 'prefill' && !error);
  const own = prefills.find(({ engine }) => engine === 'cad')?.prompt.median;
  for (const { engine, prompt } of prefills) {
    if (prompt.median < own)
      lost.push(
        `- prefill of 512: ${engine} is ${(own / prompt.median).toFixed(2)} times as fast as cad`,
      );
  }
  return `## Where a peer wins\n\n${lost.length > 0 ? lost.join('\n') : 'Nowhere among these cases.'}`;
}

function prefillPart({ trials }) {
  const engines = [...new Set(trials.map(({ engine }) => engine))];
  const find = (engine, mode) =>
    trials.find((t) => t.engine === engine && t.mode.split(' ')[0] === mode && !t.error);
  const perToken = (trial) => (trial ? (trial.output.median / (trial.nOutput - 1)).toFixed(1) : '');
  const rows = engines.map((engine) => {
    const best = trials
      .filter((t) => t.engine === engine && t.mode.startsWith('lookup') && !t.error)
      .sort((a, b) => a.output.median - b.output.median)[0];
    const error = trials.find((t) => t.engine === engine && t.error)?.error ?? '';
    return `| ${engine} | ${ms(find(engine, 'prefill')?.prompt)} | ${perToken(find(engine, 'plain'))} | ${perToken(best)} | ${best ? best.mode.split(' ')[1] : ''} | ${error} |`;
  });
  return `## Every format: 512 tokens read, and a file written

All formats on the same file of 100 lines, 128 tokens of it without drafts, all of it with them; the fastest
of each peer went on to the cases. Drafts: the length of them that was fastest.

| engine | prefill of 512, ms | plain, ms a token | lookup, ms a token | drafts | |
| --- | --- | --- | --- | --- | --- |
${rows.join('\n')}`;
}

function corpusPart({ title, cases }) {
  const tables = cases.map(({ id, nLines, nPrompt, nAnswer, entries }) => {
    const rows = entries
      .toSorted((a, b) => (a.output?.median ?? Infinity) - (b.output?.median ?? Infinity))
      .map(entryRow);
    return `### ${id}

${nLines} lines; whole file: ${nPrompt} tokens of prompt, ${nAnswer} of answer.

| engine | prompt ms | output ms | end to end ms | forwards | tokens |
| --- | --- | --- | --- | --- | --- |
${rows.join('\n')}`;
  });
  return `## ${title[0].toUpperCase()}${title.slice(1)}\n\n${tables.join('\n\n')}`;
}

function entryRow({
  title,
  prompt,
  output,
  total,
  nForwards,
  nOutput,
  isSampled,
  error,
  abstained,
}) {
  if (error) return `| ${title} | ${error} | | | | |`;
  const about = isSampled ? '~' : '';
  const note = abstained ? ' (did not finish)' : '';
  return `| ${title}${note} | ${ms(prompt)} | ${about}${ms(output)} | ${about}${ms(total)} | ${nForwards ?? ''} | ${nOutput} |`;
}

function ms(times) {
  if (!times) return '';
  const round = (value) => (value < 100 ? value.toFixed(1) : Math.round(value));
  return `${round(times.median)} (${round(times.min)}–${round(times.max)}, n ${times.n})`;
}

function freePart({ corpora }) {
  const entries = corpora
    .flatMap(({ cases }) => cases.flatMap((one) => one.entries))
    .filter(({ error }) => !error);
  const share = (mode) => {
    const found = entries.filter((entry) => entry.mode === mode);
    return `${mode.split(' ')[0]} mode gave the wanted file in ${found.filter(({ isEqual }) => isEqual).length} of ${found.length} cases`;
  };
  const pairs = corpora.flatMap(({ cases }) =>
    cases.map((one) =>
      ['rewrite free', 'rewrite plain'].map(
        (mode) => one.entries.find((e) => e.mode === mode && !e.error && !e.abstained)?.hash,
      ),
    ),
  );
  const compared = pairs.filter(([free, plain]) => free && plain);
  const same = compared.filter(([free, plain]) => free === plain).length;
  return `## Free running

On its own, ${share('program free')}, and ${share('rewrite free')}: speed there is that of the model's own text,
right or wrong. Rewriting without drafts gave the same text as with drafts in ${same} of ${compared.length} cases compared.`;
}

function driversPart({ drivers }) {
  const rows = Object.entries(drivers).map(
    ([name, { loadMs, about, error }]) =>
      `| ${name} | ${loadMs ? Math.round(loadMs) : ''} | ${
        error ??
        Object.entries(about ?? {})
          .map(([key, value]) => `${key}: ${value}`)
          .join('; ')
          .replaceAll('|', ',')
      } |`,
  );
  return `## Engines\n\n| engine | load ms | what it says of itself |\n| --- | --- | --- |\n${rows.join('\n')}`;
}

function named(mode) {
  return mode.replace('oracle', '(known answer)').replace('free', '(free)');
}
