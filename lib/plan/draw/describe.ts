/**
 * Descriptions: each problem as a headline that names the place and what was given, and labelled lines below.
 *
 * The headline can be read alone; every `try` line can be typed as it stands.
 */
import { absurd } from "#fp/function"
import { count, type Drawing, grouped, line, type Message, shorten, visible } from "./drawing.ts"
import * as Collections from "./collections.ts"
import * as Drawings from "./drawing.ts"
import * as Missing from "./missing.ts"
import { type Place, printPlace, type ResolveError, type Warning, type Written } from "../problem.ts"
import * as Tries from "./tries.ts"
import * as Way from "./way.ts"
import { why } from "./why.ts"
import * as WrittenAs from "./written.ts"

// --- model

/** More items of one list are counted, not shown. */
const most = 10

// --- folds

/** Says what is wrong, and what to do about it. */
export const error = (drawing: Drawing, problem: ResolveError): Message => {
  const given = (written: Written, offset?: number): Drawings.Line => WrittenAs.line(drawing, "given", written, offset)
  const at = (place: Place): Drawings.Line => line("at", showPlace(place))
  switch (problem._tag) {
    case "MissingParameter":
      return Missing.describe(drawing, problem)
    case "InvalidValue":
      return {
        headline: `${showPlace(problem.place)} cannot be ${showGiven(problem.value)}`,
        lines: [
          given(problem.written),
          takes(problem.expected, problem.reason),
          ...Tries.values(problem.written, problem.value, problem.reason, problem.suggestions),
        ],
      }
    case "InvalidDefault":
      return {
        headline: `the default of ${showPlace(problem.place)} is no ${visible(problem.expected)}: ${showGiven(problem.value)}`,
        lines: [
          ...(problem.at === undefined ? [] : [line("at", Drawings.showLocation(drawing, problem.at))]),
          line("takes", visible(problem.expected)),
        ],
      }
    case "WrongKind":
      return {
        headline: `${showPlace(problem.place)} takes ${visible(problem.expected)}, not ${showGiven(problem.written.given)}`,
        lines: [
          given(problem.written),
          ...Tries.tasks(problem.written, problem.written.given, problem.suggestions),
          ...problem.keys.map((key) => line("try", WrittenAs.rewritten(problem.written, { key }))),
          ...(problem.keys.length === 0 && problem.suggestions.length === 0 && drawing.voice === "shell"
            ? [line("see", "waluigi list shows every task")]
            : []),
        ],
      }
    case "ConstantSet":
      return {
        headline: `${showPlace(problem.place)} is a constant (${visible(problem.value)}) and cannot be set`,
        lines: [
          given(problem.written),
          line(
            "try",
            `leave it out; to make it settable, define it as param(…, { default: ${visible(problem.value)} })`,
          ),
        ],
      }
    case "Unmatched": {
      const key = problem.written.key.replace(/!$/, "")
      return {
        headline: `no parameter of ${problem.root} matches ${visible(key)}`,
        lines: [
          given(problem.written),
          ...(problem.note === undefined ? [] : [line("note", visible(problem.note))]),
          ...problem.suggestions.map((suggestion) =>
            line("try", WrittenAs.rewritten(problem.written, { key: suggestion })),
          ),
          ...(problem.suggestions.length === 0 && problem.known.length > 0
            ? [line("known", Drawings.listing(problem.known, "and"))]
            : []),
          ...(problem.suggestions.length === 0 && drawing.voice === "shell"
            ? [line("see", `waluigi ${problem.root} --help lists every parameter`)]
            : []),
        ],
      }
    }
    case "InvalidKey":
      return {
        headline: `${visible(JSON.stringify(shorten(problem.written.key)))} is no key: ${visible(problem.reason)}`,
        lines: [
          given(problem.written, problem.offset),
          ...problem.suggestions.map((suggestion) =>
            line("try", WrittenAs.rewritten(problem.written, { key: suggestion })),
          ),
          ...(problem.suggestions.length === 0
            ? [line("takes", "keys like year, TaskA.year, TaskB:TaskA.year or TaskB.datasets.year")]
            : []),
        ],
      }
    case "UnknownTask":
      return {
        headline: `there is no task ${visible(problem.name)}`,
        lines: [
          ...(problem.place === undefined ? [] : [at(problem.place)]),
          given(problem.written),
          ...Tries.tasks(problem.written, problem.name, problem.suggestions),
          ...(problem.suggestions.length === 0 && drawing.voice === "shell"
            ? [line("see", "waluigi list shows every task")]
            : []),
        ],
      }
    case "DuplicateTask":
      return {
        headline: `${count(problem.at.length, "task")} of one graph are called ${problem.name}`,
        lines: [
          ...problem.at.map((location, index) => {
            const place = problem.places[index]
            const where = location === undefined ? "somewhere in code" : Drawings.showLocation(drawing, location)
            return line("at", place === undefined ? where : `${where}   used at ${showPlace(place)}`)
          }),
          line(
            "try",
            `rename({ … }, { ${problem.name}: "Other${problem.name}" }) where one comes in from another package`,
          ),
          line(
            "or",
            `another name where one is written; a variation is extend(${problem.name}, "${problem.name}2", { … })`,
          ),
        ],
      }
    case "Cycle":
      return {
        headline: `${Way.start(problem.cycle)} depends on itself`,
        lines: [
          line("cycle", Way.arrows(problem.cycle)),
          ...(problem.place.steps.length === 0 ? [] : [at(problem.place)]),
          line("takes", "a recursion whose parameters change on the way and that ends: a dynamic slot may return null"),
        ],
      }
    case "TooManyTasks":
      return {
        headline: `the graph grows past ${count(problem.limit, "task")}`,
        lines: [
          at(problem.place),
          line("try", "let the recursion end: a dynamic slot may return null"),
          line(
            "try",
            drawing.voice === "shell"
              ? `waluigi --task-limit=${problem.limit * 10} …`
              : `resolve(workflow, { limit: ${problem.limit * 10} })`,
          ),
        ],
      }
    case "DynamicThrew":
      return {
        headline: `${showPlace(problem.place)} could not be computed: ${visible(shorten(problem.message))}`,
        lines: drawing.frames(problem.cause).map((frame) => line("at", frame)),
      }
    case "DynamicResult":
      return {
        headline: `${showPlace(problem.place)} computed what it may not: ${visible(problem.reason)}`,
        lines: [line("takes", "a value, a workflow, an array or a record of workflows, or null")],
      }
    case "InvalidOutputPath":
      return {
        headline: `the output path of ${showPlace(problem.place)} is unfit: ${visible(problem.reason)}`,
        lines: [line("takes", "a relative path that stays below the output root, such as plots/2024.svg")],
      }
    case "AxisLengths":
    case "ZipLengths":
    case "UnmatchedOver":
    case "EmptyRoot":
    case "PinSurfaces":
      return Collections.describe(drawing, problem)
    case "UnfitReplacement":
      return {
        headline: `${problem.replacement} cannot stand in for ${problem.original}`,
        lines: [
          given(problem.written),
          ...problem.problems.slice(0, most).map((problem) => line("lacks", visible(problem))),
          ...(problem.problems.length > most
            ? [line("lacks", `… and ${grouped(problem.problems.length - most)} more`)]
            : []),
          ...Tries.tasks(problem.written, problem.replacement, problem.suggestions),
          line("try", `extend(${problem.original}, "${problem.free}", { … }) keeps every slot and the output`),
        ],
      }
    case "SamePlace": {
      const [one] = problem.nodes.map(({ path }) => path).filter((path) => path !== problem.path)
      const inside = problem.nodes.some(({ path }) => path.split("/").length > problem.path.split("/").length)
      const more = one === undefined ? "" : inside ? ", or inside it" : ", but for letter case"
      const by = problem.nodes.slice(0, most).map(({ task, slots, path }) => {
        const name = shorten(visible(`${task}(${slots})`))
        return line("by", one === undefined ? name : `${name}   ${visible(path)}`)
      })
      return {
        headline: `${count(problem.nodes.length, "task")} would write ${visible(problem.path)}${more}`,
        lines: [
          ...by,
          ...(problem.nodes.length > most ? [line("by", `… and ${grouped(problem.nodes.length - most)} more`)] : []),
          ...(one === undefined || inside ? [] : [line("note", "some disks take both for one")]),
          line("try", "put what differs into the path, or leave the path out: the default one is unique"),
        ],
      }
    }
    default:
      return absurd(problem)
  }
}

/** Says what a person may not have meant. */
export const warning = (drawing: Drawing, problem: Warning): Message => {
  switch (problem._tag) {
    case "Unmatched":
      return {
        headline: `${visible(problem.written.key)} changes nothing in ${problem.root}: ${visible(problem.reason)}`,
        lines: [
          WrittenAs.line(drawing, "given", problem.written),
          ...problem.suggestions.map((key) => line("try", WrittenAs.rewritten(problem.written, { key }))),
        ],
      }
    case "Shadowed":
      return {
        headline: `${WrittenAs.line(drawing, "", problem.written).text} changes nothing, it is beaten wherever it matches`,
        lines: beats(drawing, problem),
      }
    case "Outdone": {
      const [first] = problem.by
      const where = first === undefined ? "some places" : showPlace(first.place)
      return {
        headline: `${WrittenAs.line(drawing, "", problem.written).text} does not set ${where}`,
        lines: problem.by.flatMap((beat, index) => [
          ...(index === 0 ? [] : [line("nor", showPlace(beat.place))]),
          WrittenAs.line(drawing, "by", beat.written),
          ...(beat.key === undefined ? [] : [line("try", WrittenAs.rewritten(problem.written, { key: beat.key }))]),
        ]),
      }
    }
    case "InsignificantDiffers":
      return {
        headline: `one ${problem.task} is asked for with different values of ${problem.slot}`,
        lines: [
          line("kept", visible(problem.kept)),
          line("dropped", visible(problem.dropped)),
          line("note", `${problem.slot} is not significant, so it cannot tell two tasks apart`),
        ],
      }
    case "SinglePoint":
      return {
        headline: `${showPlace(problem.place)} collects a single point of ${visible(problem.axis)}`,
        lines: [
          line(
            "note",
            `${visible(problem.axis)} already multiplies the tasks above, through ${showPlace(problem.surfaces)}`,
          ),
        ],
      }
    default:
      return absurd(problem)
  }
}

// --- internals

const beats = (
  drawing: Drawing,
  { written, by, more }: Extract<Warning, { readonly _tag: "Shadowed" }>,
): ReadonlyArray<Drawings.Line> => [
  ...by.flatMap((beat) => {
    const others = beat.places < 2 ? "" : ` and ${grouped(beat.places - 1)} more`
    const { text } = WrittenAs.line(drawing, "by", beat.written)
    // Of two of a person's own words one is to be left out; what a pin decides takes another key.
    const isOwn = beat.written.source._tag === "Code" || beat.written.source._tag === "Argument"
    return [
      line("at", `${showPlace(beat.place)}${others}`),
      line("by", `${text}   ${why(beat.by, beat.specificity, beat.loser)}`),
      ...(isOwn || beat.key === undefined ? [] : [line("try", WrittenAs.rewritten(written, { key: beat.key }))]),
    ]
  }),
  ...(more === 0 ? [] : [line("by", `… and ${count(more, "other entry").replace(/entrys$/, "entries")}`)]),
]

/** Prints a place, with nothing hidden in it. */
export const showPlace = (place: Place): string => visible(printPlace(place))

const showGiven = (given: string): string => {
  if (given === "") return 'the empty text ""'
  const text = shorten(visible(given), 80)
  return /^["[{]/.test(text) || /^[\w.:-]+$/.test(text) ? text : JSON.stringify(text)
}

/** What a type says of itself, once: `expected one of a, b; did you mean a?` beside its name `choice(a, b)` is too much. */
const takes = (expected: string, reason: string): Drawings.Line => {
  const rest = reason.replace(/^expected /, "").replace(Tries.guessed, "")
  if (rest === "" || rest === expected) return line("takes", visible(expected))
  return line("takes", visible(/^one of /.test(rest) || rest.startsWith(expected) ? rest : `${expected}: ${rest}`))
}
