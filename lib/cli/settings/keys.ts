/**
 * Keys: the options of the command that may stand in settings, each with what it takes.
 *
 * Times and sizes stand as text, as they are typed; numbers as numbers.
 */
import * as E from "#fp/Either"
import * as Values from "../values.ts"

// --- model

/** Reads what stands behind a key. Left: what it takes. */
export type Key<A> = (value: unknown) => E.Either<string, A>

const key =
  <A>(takes: string, fits: (value: unknown) => value is A): Key<A> =>
  (value) =>
    fits(value) ? E.right(value) : E.left(takes)

const isPath = (value: unknown): value is string => typeof value === "string" && value !== "" && !value.includes("\0")
const isWhole =
  (least: number) =>
  (value: unknown): value is number =>
    Number.isSafeInteger(value) && Number(value) >= least
const isBool = (value: unknown): value is boolean => typeof value === "boolean"

const time =
  (option: string, some: boolean): Key<number> =>
  (value) =>
    typeof value === "string" ? E.mapLeft(() => times)(Values.time(option, some)(value)) : E.left(times)

const times = 'a time as text: "90 s", "10 min", "2 h"'

export const file = key("the path of a workflow file", isPath)
export const count = key("a whole number from 1 upwards", isWhole(1))
export const retries = key("a whole number from 0 upwards", isWhole(0))
export const folder = key("the path of a folder", isPath)
export const flag = key("true or false", isBool)
export const timeout = time("--timeout", true)
export const claimTimeout = time("--claim-timeout", true)
export const grace = time("--grace", false)

/** Reads how much there is of a resource. */
export const resource =
  (name: string): Key<number> =>
  (value) => {
    const takes = name === "memory" ? 'a size as text: "16 GB"' : 'a number, or a size as text: "16 GB"'
    if (name === "cpu") return E.left("nothing: how many cores there are is said by workers")
    const read = Values.resource(
      name,
      typeof value === "number" ? String(value) : typeof value === "string" ? value : "",
    )
    return E.mapLeft(() => takes)(read)
  }

// --- queries

/** All names, in the order of the help. */
export const names: ReadonlyArray<string> = [
  "file",
  "workers",
  "resources",
  "retries",
  "timeout",
  "fail-fast",
  "max-failures",
  "rebuild",
  "claim-timeout",
  "grace",
  "output-root",
  "task-limit",
  "quiet",
]
