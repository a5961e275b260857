/**
 * Plain lines: the options that are spelt in full, with a value that fits. They need no parser.
 *
 * cmd-ts, which reads all others, draws help and says what is wrong, takes 25 ms to load. What is read here it reads alike.
 */
import type { Typed } from "./options.ts"

// --- queries

/** Reads words that leave nothing to ask; nothing where one is anything else. */
export const read = (words: ReadonlyArray<string>): Typed | undefined => {
  const given = new Map<string, string>()
  for (const word of words) {
    const [, name, value] = /^--([a-z-]+)(?:=(.*))?$/s.exec(word) ?? []
    if (name === undefined || given.has(name) || !fits(name, value)) return undefined
    given.set(name, value ?? "")
  }
  const number = (name: string): number | undefined => (given.has(name) ? Number(given.get(name)) : undefined)
  return {
    file: given.get("file"),
    workers: number("workers"),
    outputRoot: given.get("output-root"),
    taskLimit: number("task-limit"),
    profile: given.get("profile"),
    config: given.has("no-config") ? false : given.get("config"),
    dryRun: given.has("dry-run"),
    quiet: given.has("quiet"),
    json: given.has("json"),
  }
}

// --- internals

const fits = (name: string, value: string | undefined): boolean => {
  switch (name) {
    case "dry-run":
    case "quiet":
    case "json":
    case "no-config":
      return value === undefined
    case "file":
    case "output-root":
    case "config":
      return value !== undefined && value !== ""
    case "workers":
    case "task-limit":
      return value !== undefined && /^[0-9]{1,15}$/.test(value) && Number(value) >= 1
    case "profile":
      return value !== undefined && /[^\s,]/.test(value)
    default:
      return false
  }
}
