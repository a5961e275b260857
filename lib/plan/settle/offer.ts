/**
 * Offers: what somebody may have meant who put something unfit where a task stands.
 *
 * What is offered would be taken: a task that fits and is another one, a slot below that reads the value.
 */
import * as Pattern from "../../path/pattern.ts"
import * as Reading from "../../table/reading.ts"
import type { Definition, Workflow } from "../../task/definition.ts"
import * as Output from "../../task/output.ts"
import * as Fit from "./fit.ts"

// --- model

/** Everything that text may name. */
export type Known = ReadonlyMap<string, Workflow>

/** What stands where a task is asked for; `nullable`: there may be none. */
export interface Seat {
  readonly definition: Definition
  readonly nullable: boolean
}

const most = 3

// --- queries

/** Lists the names of what may stand in for a task. O(known tasks × slots). */
export const tasks = (known: Known, standing: Definition): ReadonlyArray<string> =>
  [...known]
    .filter(
      ([, { definition, tables }]) =>
        (definition !== standing || tables.length > 0) &&
        Fit.problems(standing, definition).length === 0 &&
        codecs(definition) === codecs(standing),
    )
    .map(([name]) => name)

/** Lists what an entry may put where a task stands: in its slot also the task itself. */
export const seated = (known: Known, { definition }: Seat, pattern: Pattern.Pattern): ReadonlyArray<string> => [
  ...(Pattern.finalSlot(pattern) !== undefined && known.has(definition.name) ? [definition.name] : []),
  ...tasks(known, definition),
]

/** Lists at most three keys that reach value slots below a task, the nearest ones that read what was given. */
export const keys = (standing: Definition, key: string, given: unknown): ReadonlyArray<string> => {
  const bare = key.replace(/!$/, "")
  const met = new Set([standing])
  let level: ReadonlyArray<Definition> = [standing]
  for (let step = "."; level.length > 0; step = ":") {
    const found = new Set<string>()
    const next: Array<Definition> = []
    for (const { slots } of level)
      for (const slot of slots.values()) {
        // Further down only what must be given is likely to have been meant.
        const isLikely = slot._tag === "Value" && (step === "." || slot.fallback === undefined)
        if (isLikely && Reading.read(slot.type)(given)._tag !== "Rejected") found.add(slot.name)
        if ((slot._tag !== "Dependency" && slot._tag !== "Many") || met.has(slot.task)) continue
        met.add(slot.task)
        next.push(slot.task)
      }
    if (found.size > 0) return [...found].slice(0, most).map((slot) => `${bare}${step}${slot}`)
    level = next
  }
  return []
}

/** Makes a name for a variation of a task that nothing has yet: `TaskB2`. */
export const free = (known: Known, name: string): string => {
  for (let number = 2; ; number++) if (!known.has(`${name}${number}`)) return `${name}${number}`
}

/** What leaves the same form may stand in; what is offered leaves the same values too, as far as names of codecs tell. */
const codecs = ({ output }: Definition): string => {
  if (output === undefined) return ""
  const all = Output.isSingle(output)
    ? [["", output] as const]
    : Object.entries(output).sort(([a], [b]) => (a < b ? -1 : 1))
  return JSON.stringify(all.map(([name, one]) => [name, one.codec?.name]))
}
