/**
 * Captures where a person wrote something: the one file of the pure rooms that looks at the stack.
 *
 * Its only state is whether capture is off. A stack costs 10 µs, so the resolver switches it off while it calls
 * dynamic functions: a hundred thousand workflows are made there, and their place is that of their slot.
 */
import type { Location } from "./source.ts"

let quiet = 0

// --- constructors

/**
 * Gives the file and line that called `callee`, or nothing inside `quietly`.
 *
 * Frames above `callee` are left out by the engine, so it is always the user's frame, whatever loaded the file.
 */
export const here = (callee: Callee): Location | undefined => {
  if (quiet > 0 || typeof Error.captureStackTrace !== "function") return undefined
  const limit = Error.stackTraceLimit
  Error.stackTraceLimit = 1
  const holder: { stack?: unknown } = {}
  Error.captureStackTrace(holder, callee)
  // Read before the limit is restored: the text is made on first reading.
  const stack = holder.stack
  Error.stackTraceLimit = limit
  return typeof stack === "string" ? ofStack(stack) : undefined
}

/** Runs `f` with capture off. Nests. */
export const quietly = <A>(f: () => A): A => {
  quiet += 1
  try {
    return f()
  } finally {
    quiet -= 1
  }
}

/** Any function: what stands lowest on the stack that is not the user's. */
export type Callee = (...args: ReadonlyArray<never>) => unknown

// --- queries

/** Tells whether capture is off, so that who makes many values can skip what only messages need. */
export const isQuiet = (): boolean => quiet > 0

/** Reads the first frame of a stack: `at f (file:///a/b.ts:12:3)`, `at /a/b.ts:12:3`, `at async …`. */
export const ofStack = (stack: string): Location | undefined => {
  const line = stack.split("\n").find((text) => /^\s*at .*:\d+:\d+\)?$/.test(text))
  if (line === undefined) return undefined
  const frame = line.trim().slice("at ".length)
  const open = frame.endsWith(")") ? frame.indexOf(" (") : -1
  const place = open >= 0 ? frame.slice(open + 2, -1) : frame.replace(/^async /, "")
  const match = /^(.*):(\d+):(\d+)$/.exec(place)
  if (match === null) return undefined
  return { file: toPath(match[1] ?? ""), line: Number(match[2]), column: Number(match[3]) }
}

/** Turns a module's URL into a path; loaders add `?v=…` to tell versions apart. */
const toPath = (file: string): string => {
  if (!file.startsWith("file://")) return file
  const path = (file.slice("file://".length).split(/[?#]/)[0] ?? "").replace(/^\/(?=[A-Za-z]:\/)/, "")
  try {
    return decodeURIComponent(path)
  } catch {
    return path
  }
}
