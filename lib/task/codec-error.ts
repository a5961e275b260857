/**
 * Errors of codecs in words: where inside a value, what was expected there and what was found.
 *
 *     draw(errors)   // ["at [2].year: expected number, got \"x\""]
 *
 * Of a union only the alternative that fits best is drawn, or the union as a whole where none stands out.
 */
import type * as t from "io-ts"
import { show } from "./show.ts"

// --- model

/** More than these would be read by nobody. */
const most = 10

/** A line without its place; `path` leads from the value to where the problem is. */
interface Problem {
  readonly path: ReadonlyArray<string>
  readonly words: string
}

// --- folds

/** Draws each problem as a line, the first ten and how many more. O(errors). */
export const draw = (errors: t.Errors): ReadonlyArray<string> => {
  const lines = [...new Set(problems(errors, 0).map(line))]
  if (lines.length === 0) return ["it is not what was expected"]
  return lines.length <= most ? lines : [...lines.slice(0, most), `and ${lines.length - most} more`]
}

/** Writes the way into a value as code would: `[2].year`, `["odd key"]`. Empty for the value itself. */
export const printPath = (path: ReadonlyArray<string>): string => {
  const text = path
    .map((key) =>
      /^\d+$/.test(key) ? `[${key}]` : /^[A-Za-z_$][\w$]*$/.test(key) ? `.${key}` : `[${JSON.stringify(key)}]`,
    )
    .join("")
  return text.startsWith(".") ? text.slice(1) : text
}

const line = ({ path, words }: Problem): string => (path.length === 0 ? words : `at ${printPath(path)}: ${words}`)

// --- internals

/** The type of a context entry, without the wrappers through which io-ts passes a context unchanged. */
interface Tagged {
  readonly _tag?: string
  readonly name: string
  readonly type?: Tagged
}

const wrappers: ReadonlySet<string> = new Set(["RefinementType", "ExactType", "ReadonlyType", "RecursiveType"])

const unwrap = (type: Tagged): Tagged => {
  let inner = type
  while (inner._tag !== undefined && wrappers.has(inner._tag) && inner.type !== undefined) inner = inner.type
  return inner
}

/** Draws errors whose contexts agree up to and with position `at`. Recursion follows the depth of the type alone. */
const problems = (errors: ReadonlyArray<t.ValidationError>, at: number): ReadonlyArray<Problem> => {
  const out: Array<Problem> = []
  const deeper = new Map<string, Array<t.ValidationError>>()
  let tag: string | undefined
  for (const error of errors) {
    const entry = error.context[at]
    const next = error.context[at + 1]
    if (next === undefined) out.push({ path: [], words: leaf(error, entry) })
    else {
      tag = entry === undefined ? undefined : unwrap(entry.type as Tagged)._tag
      const same = deeper.get(next.key)
      if (same === undefined) deeper.set(next.key, [error])
      else same.push(error)
    }
  }
  if (tag === "UnionType") return [...out, ...union([...deeper.values()], at)]
  for (const [key, group] of deeper) {
    const inner = problems(group, at + 1)
    // The members of an intersection are no steps into the value.
    for (const { path, words } of inner) out.push({ path: tag === "IntersectionType" ? path : [key, ...path], words })
  }
  return out
}

/** Picks the alternative that was meant: one that got further than the others, and not in what tells them apart. */
const union = (alternatives: ReadonlyArray<ReadonlyArray<t.ValidationError>>, at: number): ReadonlyArray<Problem> => {
  const drawn = alternatives.map((errors) => problems(errors, at + 1))
  const further = drawn.filter((lines) => lines.every(({ path }) => path.length > 0))
  const meant = further.length === 1 ? further : further.filter((_, index) => !further[index]?.some(isLabel))
  const [only] = meant
  if (only !== undefined && meant.length === 1) return only
  const error = alternatives[0]?.[0]
  return error === undefined ? [] : [{ path: [], words: expected(error.context[at]) }]
}

/** A tagged union is told apart by a literal of its records. */
const isLabel = ({ path, words }: Problem): boolean => path.length === 1 && words.startsWith('expected "')

const leaf = (error: t.ValidationError, entry: t.ContextEntry | undefined): string =>
  error.message ?? expected(entry === undefined ? undefined : { ...entry, actual: error.value })

const expected = (entry: t.ContextEntry | undefined): string => {
  const name = entry?.type.name ?? "another value"
  const short = name.length > 80 ? `${name.slice(0, 79)}…` : name
  return entry?.actual === undefined
    ? `expected ${short}, found nothing`
    : `expected ${short}, got ${show(entry.actual)}`
}
