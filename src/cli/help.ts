// Examples and notes below the generated part of each help page.

export const TOP_HELP = `
Examples:
  cad fix src/foo.ts "handle null"
  cad fix src/foo.ts:120-180 --commit "use strict equality"
  cad resolve program.txt src/foo.ts

Run \`cad <command> --help\` for more.`;

export const FIX_HELP = `
Paths:
  src/foo.ts            the whole file may change
  src/foo.ts:120-180    only these lines may change
  src/foo.ts:130        the instruction is about line 130, and changes lines near it
  -                     standard input; the result goes to standard output

Examples:
  cad fix src/foo.ts "handle null"                   review on a screen, then choose
  cad fix src/a.ts src/b.ts --write "rename foo to bar"
  cad fix src/foo.ts --commit -m "Guard null" "return early if user is null"
  cad fix src/foo.ts "handle null" | git apply
  cad fix - --filename x.ts:3-9 "handle null" < x.ts > y.ts
  git ls-files -z '*.ts' | cad fix -z --stage -i "replace var by const"

Without a terminal, and without an option that says where the result goes, a patch for
\`git apply\` goes to standard output. Several files change all together or not at all.
A filter prints its input unchanged at status 1, and no text at status 2 or more. With \`--json\`,
an error too is an object on standard output.

Status: 0 done, or nothing to change; 1 no acceptable edit; 2 usage; 3 file or Git state;
4 model; 70 a bug; 130 interrupted; 141 broken pipe.`;

export const RESOLVE_HELP = `
\`-\` stands for standard input. The program is taken byte by byte: \`resolve\` gives back exactly what
\`cad program\` was made of. A model writes plain line feeds: \`--fit\` gives its lines the line ending
of their neighbours. Bidirectional controls that the file lacks are refused.

Examples:
  cad resolve program.txt src/foo.ts > new.ts
  my-model src/foo.ts | cad resolve - src/foo.ts`;

export const PROGRAM_HELP = `
\`-\` stands for standard input.

Examples:
  cad program old.ts new.ts
  git show HEAD:src/foo.ts | cad program - src/foo.ts`;

export const GRAMMAR_HELP = `
Examples:
  cad grammar src/foo.ts > foo.gbnf          for llama.cpp
  cad grammar src/foo.ts:120-180             lines outside can only be copied
  cad grammar --lark src/foo.ts              for llguidance`;

export const BENCH_HELP = `
What is measured, each time with the model loaded:
  Copied tokens   one forward over N tokens, against N steps of one token
  Rates           tokens read and steps taken in a second, and a step against the time that memory
                  needs for its bytes; memory is read by as many threads as the model uses
  Sample edits    what \`cad fix\` does, against writing the whole file token by token
Close other programs first. With \`--json\`, names say the units, and an error too is an object on
standard output.

Examples:
  cad bench
  cad bench --threads 1 --repeat 3
  cad bench --json > bench.json`;
