/**
 * Both readings of one description, side by side.
 */
import * as E from "#fp/Either"
import { planToJson } from "../../lib/plan/json.ts"
import type { Plan } from "../../lib/plan/plan.ts"
import * as LibProblem from "../../lib/plan/problem.ts"
import { resolve } from "../../lib/plan/resolve.ts"
import { build } from "./build.ts"
import type * as Description from "./description.ts"
import { show } from "./show.ts"
import { TooBig } from "./context.ts"
import type { Problem } from "./notes.ts"
import * as Slow from "./slow.ts"

// --- model

/** What `lib` gives, in the words of the slow resolver. */
export type Fast =
  | {
      readonly _: "plan"
      readonly roots: ReadonlyArray<string>
      readonly nodes: ReadonlyMap<string, string>
      readonly axes: ReadonlyArray<string>
      /** Keys of entries of which 3.6 warns. */
      readonly shadowed: ReadonlyArray<string>
      readonly plan: Plan
    }
  | { readonly _: "errors"; readonly errors: ReadonlyArray<Problem> }

// --- constructors

/** Resolves with `lib`. */
export const fast = (description: Description.Description): Fast => {
  const { workflow, names } = build(description)
  const found = resolve(workflow, { names, limit: 300 })
  return E.isLeft(found)
    ? { _: "errors", errors: found.left.map(problem) }
    : { _: "plan", ...written(found.right), shadowed: shadowed(found.right), plan: found.right }
}

/** Resolves slowly, or gives nothing for a graph with too many ways. */
export const slow = (description: Description.Description): Slow.Slow | undefined => {
  try {
    return Slow.resolve(description)
  } catch (error) {
    if (error instanceof TooBig) return undefined
    throw error
  }
}

const shadowed = ({ warnings }: Plan): ReadonlyArray<string> =>
  warnings.flatMap((warning) => (warning._tag === "Shadowed" ? [warning.written.key] : []))

// --- queries

/** Says how the two disagree, with the code that shows it, or nothing. */
export const disagreement = (description: Description.Description): string | undefined => {
  const expected = slow(description)
  if (expected === undefined) return undefined
  const actual = fast(description)
  const why = differ(expected, without(expected.unnamed, actual))
  return why === undefined ? undefined : `${why}\n\n${show(description)}\n`
}

/** What `over` names and nothing has is an error where nothing could have it; that nothing has it is checked here. */
const without = (unnamed: ReadonlySet<string>, actual: Fast): Fast => {
  if (actual._ === "plan") return actual
  const errors = actual.errors.filter(({ tag, key }) => tag !== "UnmatchedOver" || !unnamed.has(key))
  return { _: "errors", errors }
}

const differ = (expected: Slow.Slow, actual: Fast): string | undefined => {
  if (expected._ === "plan" && actual._ === "plan") {
    const nodes = differs(
      "nodes",
      [...expected.nodes.values()].map((text) => loose(expected, text)).sort(),
      [...actual.nodes.values()].map((text) => loose(expected, text)).sort(),
    )
    const roots = differs(
      "roots",
      expected.roots.map((text) => loose(expected, text)),
      actual.roots.map((text) => loose(expected, text)),
    )
    const axes = actual.axes.filter((key) => expected.axes.includes(key) || !expected.tried.has(key))
    return (
      roots ??
      nodes ??
      differs("axes", expected.axes, axes) ??
      differs("shadowed", expected.shadowed.toSorted(), actual.shadowed.toSorted())
    )
  }
  if (expected._ === "plan" && actual._ === "errors") {
    const wrong = actual.errors.filter((error) => !(error.tag === "Unmatched" && expected.either.includes(error.key)))
    return wrong.length === 0 ? undefined : `a plan is expected, but lib reports\n  ${wrong.map(print).join("\n  ")}`
  }
  if (expected._ === "errors" && actual._ === "plan")
    return `lib gives a plan, but errors are expected:\n  ${expected.errors.map(print).join("\n  ")}`
  if (expected._ === "errors" && actual._ === "errors") {
    const known = new Set(expected.errors.map(print))
    // A collection of a pin that surfaces, and whose points do not fit, is wrong either way.
    const surfacing = new Set(expected.errors.filter((error) => error.tag === "PinSurfaces").map((error) => error.key))
    const extra = actual.errors.filter(
      (error) =>
        !known.has(print(error)) &&
        !(error.tag === "Unmatched" && expected.either.includes(error.key)) &&
        !(error.tag === "InvalidValue" && surfacing.has(error.key)) &&
        !(error.tag === "AxisLengths" && known.has("ZipLengths  ")) &&
        !expected.blocked,
    )
    if (extra.length > 0)
      return `lib reports what is not wrong:\n  ${extra.map(print).join("\n  ")}\nexpected:\n  ${[...known].join("\n  ")}`
    // Of a place that many ways lead to, lib reports one way. Of one kind of error, all are reported; one of another kind,
    // or at another point, may hide them.
    const short = (error: Problem): string => `${error.tag} ${error.last} ${error.key}`
    const found = new Set(actual.errors.map(short))
    const kinds = new Set(expected.errors.map((error) => error.tag))
    const invalid = new Set(actual.errors.filter((error) => error.tag === "InvalidValue").map((error) => error.key))
    const missing = expected.errors.filter(
      (error) =>
        !found.has(short(error)) &&
        !(error.tag === "PinSurfaces" && invalid.has(error.key)) &&
        // Of entries with an equal rest that would set a constant, the best alone is told.
        !(
          error.tag === "ConstantSet" &&
          actual.errors.some((other) => other.tag === error.tag && other.last === error.last)
        ),
    )
    if (kinds.size > 1 || expected.axes) return undefined
    if (missing.length > 0)
      return `lib does not report\n  ${missing.map(print).join("\n  ")}\nbut\n  ${actual.errors.map(print).join("\n  ")}`
  }
  return undefined
}

const print = (error: Problem): string => `${error.tag} ${error.place} ${error.key}`

const differs = (what: string, expected: ReadonlyArray<string>, actual: ReadonlyArray<string>): string | undefined =>
  expected.length === actual.length && expected.every((text, index) => text === actual[index])
    ? undefined
    : `${what} differ\nexpected:\n  ${expected.join("\n  ")}\nlib:\n  ${actual.join("\n  ")}`

/** Where only the digest decides the order of a collected array, its letters are compared, in any order. */
const loose = (expected: Slow.Slow & { readonly _: "plan" }, text: string): string =>
  expected.tied ? [...text].sort().join("") : text

// --- lib's own words

interface Json {
  readonly roots: ReadonlyArray<string>
  readonly nodes: Readonly<Record<string, { readonly task: string; readonly slots: Readonly<Record<string, unknown>> }>>
  readonly axes: ReadonlyArray<{ readonly entry: string }>
}

/** Writes the nodes of a plan as the slow resolver does, from the stable interface (section 9). */
export const written = (
  plan: Plan,
): {
  readonly roots: ReadonlyArray<string>
  readonly nodes: ReadonlyMap<string, string>
  readonly axes: ReadonlyArray<string>
} => {
  const json = JSON.parse(JSON.stringify(planToJson(plan))) as Json
  const texts = new Map<string, string>()
  const value = (what: unknown): string => {
    if (Array.isArray(what) && what.some(isNode)) return `[${what.map(value).join(", ")}]`
    if (isNode(what)) return text(what.$node)
    if (typeof what === "object" && what !== null && !Array.isArray(what))
      return `{${Object.entries(what)
        .sort(([a], [b]) => (a < b ? -1 : 1))
        .map(([key, item]) => `${key}: ${value(item)}`)
        .join(", ")}}`
    return JSON.stringify(what)
  }
  const text = (id: string): string => {
    const known = texts.get(id)
    if (known !== undefined) return known
    const node = json.nodes[id]
    if (node === undefined) return `missing node ${id}`
    const slots = Object.entries(node.slots).sort(([a], [b]) => (a < b ? -1 : 1))
    const made = `${node.task}(${slots.map(([name, what]) => `${name}: ${value(what)}`).join(", ")})`
    texts.set(id, made)
    return made
  }
  for (const id of Object.keys(json.nodes)) text(id)
  return { roots: json.roots.map(text), nodes: texts, axes: json.axes.map((axis) => axis.entry) }
}

const isNode = (what: unknown): what is { readonly $node: string } =>
  typeof what === "object" && what !== null && typeof (what as { readonly $node?: unknown }).$node === "string"

const problem = (error: LibProblem.ResolveError): Problem => {
  const place = "place" in error && error.place !== undefined ? LibProblem.printPlace(error.place) : ""
  const step = "place" in error ? error.place?.steps.at(-1) : undefined
  const last = step === undefined ? "" : `${step.task}.${step.slot}`
  const key = "written" in error ? error.written.key : ""
  if (error._tag === "UnknownTask") return { tag: "WrongKind", place, key, last }
  if (error._tag === "UnfitReplacement")
    return { tag: error._tag, place: "", key: `${error.original} ${error.replacement}`, last: "" }
  if (error._tag === "UnmatchedOver") return { tag: error._tag, place: "", key: `${last} ${error.key}`, last: "" }
  if (error._tag === "ZipLengths") return { tag: error._tag, place: "", key: "", last: "" }
  if (error._tag === "Cycle") return { tag: error._tag, place: "", key: "", last: "" }
  if (error._tag === "Unmatched" || error._tag === "AxisLengths" || error._tag === "EmptyRoot")
    return { tag: error._tag, place: "", key, last: "" }
  return { tag: error._tag, place, key, last }
}
