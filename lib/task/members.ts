/**
 * Members: the names that may stand in a record which an author writes. The compiler refuses others, but a workflow file is
 * run without it: there a member of another name would do nothing, without a word.
 *
 *     task("Fit", { retry: 3 })   // Fit has no member retry (did you mean retries?): there may be …
 */
import { nearest } from "../path/nearest.ts"
import type { Callee } from "./capture.ts"
import { DefinitionError } from "./definition-error.ts"

// --- model

/** What `task` takes. */
export const ofTask: ReadonlyArray<string> = [
  ...["doc", "params", "dynamic", "output", "path", "run", "actions"],
  ...["resources", "retries", "timeout", "priority"],
]
/** What `extend` takes. */
export const ofExtension: ReadonlyArray<string> = [...ofTask, "remove"]
/** What `dep` takes behind its pins, and `many` behind its task. */
export const ofDep: ReadonlyArray<string> = ["optional", "settled"]
export const ofMany: ReadonlyArray<string> = ["over", "pins", "accept"]

// --- queries

/** Throws for a member of another name. `whose` is what the message names. */
export const check = (whose: string, written: object, known: ReadonlyArray<string>, callee: Callee): void => {
  const unknown = Object.entries(written).find(([name, value]) => value !== undefined && !known.includes(name))
  if (unknown === undefined) return
  const [name] = unknown
  const other = Object.hasOwn(others, name) ? others[name] : undefined
  const near = other !== undefined && known.includes(other) ? other : nearest(name, known)[0]
  const meant = near === undefined ? "" : ` (did you mean ${near}?)`
  const all = `${known.slice(0, -1).join(", ")} and ${known.at(-1)}`
  throw new DefinitionError(`${whose} has no member ${name}${meant}: there may be ${all}`, callee)
}

// --- internals

/** What other programs call them. */
const others: Readonly<Record<string, string>> = {
  description: "doc",
  parameters: "params",
  needs: "params",
  requires: "params",
  dependencies: "params",
  retry: "retries",
  target: "output",
}
