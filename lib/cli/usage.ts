/**
 * Usage: what the help of the program says besides its options.
 */
import type { HelpTopic } from "cmd-ts/dist/cjs/helpdoc.js"

// --- model

export const description: string = [
  "run tasks with their parameters, and what they depend on",
  "",
  "USAGE:",
  "  waluigi [options] Task [--parameter=value …] [Task …]   make what is missing",
  "  waluigi [options] plan Task [--parameter=value …]       show what is there and what is missing",
  "  waluigi [options] explain Task [--parameter=value …] [-- pattern …]",
  "                                                          show why parameters have their values",
  "  waluigi [options] list                                  show the tasks of the workflow file",
  "  waluigi [options] lint [Task …] [--accept]              show outputs that older code of their task has made",
  "  waluigi [options] config                                show the settings, and where each comes from",
  "  waluigi Task --help                                     show every parameter of a task and below it",
  "",
  "EXIT CODES:",
  "  0 all is there, 1 a task failed, 2 the command is wrong, 130 after Ctrl-C, 143 after a polite kill",
].join("\n")

export const examples: ReadonlyArray<{ readonly description: string; readonly command: string }> = [
  { description: "one year, wherever it is asked for", command: "waluigi TaskC --year=2024" },
  {
    description: "the year of one task, of all at one slot, at one place",
    command: "waluigi TaskC --TaskA.year=2024 --TaskB.datasets:year=2024 --.b.datasets.year=2024",
  },
  {
    description: "several values: each is a task of its own",
    command: "waluigi TaskA --year=2016,2018  (or 2016..2018)",
  },
  {
    description: "values that go together: two tasks, not four",
    command: "waluigi TaskA --year=2016,2018 --lumi=36,60 --zip=year,lumi",
  },
  { description: "another task in place of one", command: "waluigi TaskZ --TaskB=TaskBcustom" },
  {
    description: "four at once, two of them with a GPU, each failure tried twice more",
    command: "waluigi --workers=4 --resources gpu=2 --retries=2 TaskZ",
  },
]

const behind = "parameters, behind their task"
const seen = "what lint sees"
const actions = "actions, behind their task"

export const topics: Array<HelpTopic> = [
  { category: behind, usage: "--year=2024", description: "year of any task", defaults: [] },
  { category: behind, usage: "--TaskA.year=2024", description: "year of any TaskA", defaults: [] },
  { category: behind, usage: "--TaskB:year=2024", description: "any year at or below a TaskB", defaults: [] },
  {
    category: behind,
    usage: "--TaskB.datasets.year=2024",
    description: "year of what a TaskB has in its slot datasets",
    defaults: [],
  },
  { category: behind, usage: "--fast, --no-fast", description: "a bool", defaults: [] },
  { category: behind, usage: "--year:=[2024]", description: "a value as JSON", defaults: [] },
  {
    category: behind,
    usage: "--zip=year,lumi",
    description: "one axis of two: the first year with the first lumi",
    defaults: [],
  },
  { category: behind, usage: "--year!=2024", description: "above all that are not so marked", defaults: [] },
  {
    category: actions,
    usage: "--cleanup, --TaskA.publish=stable",
    description: "called where the key reaches; nothing runs",
    defaults: [],
  },
  {
    category: actions,
    usage: "--status, --remove, --run",
    description: "tell what is complete, remove outputs, run in between",
    defaults: [],
  },
  {
    category: seen,
    usage: "run, dynamic",
    description: "the text of a task's own functions, and the names of its codecs",
    defaults: [],
  },
  {
    category: seen,
    usage: "not: the rest",
    description: "functions that these call, data that they read, programs that they start",
    defaults: [],
  },
]
