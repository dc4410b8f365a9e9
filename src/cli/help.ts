// Examples and notes below the generated part of each help page.

export const TOP_HELP = `
Examples:
  cad                                 on a terminal: pick files, type the instruction
  cad fix src/foo.ts "handle null"
  cad fix src/foo.ts:120-180 --commit "use strict equality"
  cad hook install
  cad resolve program.txt src/foo.ts
  cad doctor

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
  cad fix src/foo.ts --symbol parseArgs "handle null"
  cad fix src/foo.ts --commit -m "Guard null" "return early if user is null"
  cad fix src/foo.ts "handle null" | git apply
  cad fix - --filename x.ts:3-9 "handle null" < x.ts > y.ts
  eslint src | cad fix --from - --check "eslint src" --write
  git ls-files -z '*.ts' | cad fix -z --stage -i "replace var by const"

Without a terminal, and without an option that says where the result goes, a patch for
\`git apply\` goes to standard output. Several files change all together or not at all.
A filter prints its input unchanged at status 1, and no text at status 2 or more. With \`--json\`,
an error too is an object on standard output.

\`--from\` reads what tsc, eslint, ruff, mypy, pylint or a compiler prints, their JSON, or SARIF. Each
report is an instruction of its own; files named beside it are the only ones that may change.
\`--check\` runs its command in a copy of the worktree: no hunk stays that brings a new problem, and with
\`--from\` each must mend one.

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

export const VERIFY_HELP = `
Each commit that \`cad fix --commit\` makes has a note under \`refs/notes/cad\` with the programs of its
files. They are resolved against the commit before, and compared with the commit byte by byte.
Notes are not cloned, and a rebase leaves them behind unless \`notes.rewriteRef\` names them.

Status: 0 equal; 1 it differs; 3 no commit, or no note.

Examples:
  cad verify
  cad verify HEAD~2
  git fetch origin refs/notes/cad:refs/notes/cad`;

export const REPLAY_HELP = `
The programs in the commit's note are resolved against the commit before it, and what they change is
merged into the files as they are now. Without an option that says where the result goes, a patch
for \`git apply\` goes to standard output.

Status: 0 done, or nothing to change; 3 no commit, no note, or the lines have changed.

Examples:
  cad replay HEAD~3 --write
  cad replay other-branch --onto src/renamed.ts --commit -m "Guard null here too"`;

export const UNDO_HELP = `
Reverses the last edit that \`cad\` wrote, staged or committed in this repository: in the worktree, in
the index too, or by a commit of its own. What was changed since stays; where it touches the same
lines, nothing is done. A second undo makes the edit again.

Status: 0 done; 3 nothing to undo, or it can't be told apart from later changes.

Examples:
  cad undo`;

export const HOOK_HELP = `
The hook fixes what is staged, as the rules in \`.cadrc\` say:

  {
    "hook": {
      "rules": [
        { "files": "*.ts", "instruction": "use === instead of ==" },
        { "files": ["src/**/*.js", "!*.min.js"], "check": "eslint -f json \\"$@\\"" }
      ]
    }
  }

A rule with a \`check\` and no instruction mends what that command reports; with both, an edit may bring
no new report. The command gets the paths as its arguments, and runs in a copy of the worktree as it is
staged, after \`cad trust\`. A rule, or the hook for all of them, may have:
  minConfidence   how sure the model has to be; 0.9 if not given
  timeBudgetMs    time after which a rule changes nothing; 10000 if not given
The hook may have \`strict\`, as \`--strict\`: what is not done stops the commit.

Only lines that are staged, and 20 around them, may change. The fix goes into the index, and into the
worktree where it applies there. \`CAD_HOOK=0 git commit\` commits without it.

With pre-commit, husky or lint-staged, see docs/hook.md.

Examples:
  cad hook install
  cad hook status
  CAD_HOOK=0 git commit`;

export const HOOK_INSTALL_HELP = `
Makes pre-commit and post-commit in the folder where Git looks for hooks.

Examples:
  cad hook install`;

export const HOOK_UNINSTALL_HELP = `
Examples:
  cad hook uninstall`;

export const HOOK_STATUS_HELP = `
Status: 0 the hooks are installed; 1 one is missing.

Examples:
  cad hook status`;

export const HOOK_RUN_HELP = `
Status: 0 done, or left as it was; with \`--strict\`, 1 where something is not done, and that of the
error where it failed.

Examples:
  cad hook run                               what the pre-commit hook runs
  cad hook run --write src/a.ts src/b.ts     what lint-staged runs
  cad hook run --strict`;

export const TRUST_HELP = `
A rule of the hook may name a command in \`check\`. One that comes from a repository's configuration
runs only after \`cad trust\` there, and no more once the configuration names other commands.

Examples:
  cad trust
  cad trust --revoke`;

export const DOCTOR_HELP = `
Looks at versions, Git and the repository here, the cache folder and the terminal; runs a small product
of matrices on each device, hashes the model's files, and has the model answer.

Status: 0 \`cad fix\` would work; 2 the configuration is wrong; 3 Git or the repository;
4 the model or the engine.

Examples:
  cad doctor
  cad doctor --model ./my-model
  cad doctor --device webgpu
  cad doctor --json`;

export const COMPLETION_HELP = `
Examples:
  source <(cad completion bash)              in ~/.bashrc
  source <(cad completion zsh)               in ~/.zshrc, after compinit
  cad completion fish | source               in ~/.config/fish/config.fish`;

export const CONFIG_HELP = `
A flag wins over the environment, that over the project's file, that over the user's file. A value \`-\`
depends on the model, the machine or the file. \`"$schema"\` in a file may name \`schema/config.json\` of
the package, for editors.

Examples:
  cad config
  CAD_SEED=3 cad config
  cad config --json`;

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

export const MODEL_HELP = `
A pull brings the graph in one kind of numbers, the first of q4, q8, q4f16, fp16 and fp32 that there is
unless \`--dtype\` names one, and what belongs to it. It goes on where an earlier one stopped, and checks
what it gets. Models lie in \`copy-as-decode/pulled\` of your cache folder.

\`HF_TOKEN\` is sent to the hub, \`HF_ENDPOINT\` names another one; \`HTTPS_PROXY\` and \`NO_PROXY\` are
followed. No other command of cad uses the network.

Status: 0 done; 2 usage, or a model that cad can't run; 3 a file can't be written; 4 the hub, or a model
that is missing or corrupt; 130 interrupted, and the next pull goes on from there.

Examples:
  cad model pull onnx-community/Qwen2.5-0.5B-Instruct --dtype q8
  cad model use onnx-community/Qwen2.5-0.5B-Instruct
  cad fix src/foo.ts --model organisation/name@v2 "handle null"
  tar -cf model.tar -C "$(cad model path organisation/name)" .
  cad model pull organisation/name --from model.tar`;

export const MODEL_LIST_HELP = `
Examples:
  cad model list
  cad model list --json`;

export const MODEL_PULL_HELP = `
Examples:
  cad model pull organisation/name
  cad model pull organisation/name@v2 --dtype q8
  cad model pull organisation/name --from model.tar`;

export const MODEL_VERIFY_HELP = `
Examples:
  cad model verify
  cad model verify organisation/name`;

export const MODEL_USE_HELP = `
Examples:
  cad model use organisation/name
  cad model use smollm2-135m-edit`;

export const MODEL_PATH_HELP = `
Examples:
  cad model path
  cad model path organisation/name`;

export const MODEL_RM_HELP = `
Examples:
  cad model rm organisation/name`;
