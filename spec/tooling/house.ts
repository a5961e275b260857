/**
 * The house rules that the linter cannot say: what a source file looks like as a whole.
 *
 * Pure: a file is its path and its text, so that each rule can be shown to fail on a bad one.
 */

// --- model

export interface File {
  /** From the top of the checkout, with `/`. */
  readonly path: string
  readonly text: string
}

export interface Breach {
  readonly path: string
  readonly line: number
  readonly reason: string
}

/** The folders of `lib`; `biome.json` says which may import which. */
export const rooms: ReadonlyArray<string> = ["path", "task", "table", "plan", "store", "run", "cli", "testing"]

const pure = ["path", "task", "table", "plan"]
/** The one file of the pure rooms that keeps state: where a person wrote something. */
export const capturing = "lib/task/capture.ts"

const banners = ["model", "constructors", "queries", "combinators", "folds", "internals"]
const longest = 300

// --- queries

/** Lists what a file breaks, in the order of its lines. */
export const breaches = (file: File): ReadonlyArray<Breach> =>
  [...(file.path.startsWith("lib/") ? inLibrary(file) : []), ...unfinished(file)].sort((a, b) => a.line - b.line)

const inLibrary = (file: File): ReadonlyArray<Breach> => [
  ...inSize(file),
  ...inRoom(file),
  ...named(file),
  ...headed(file),
  ...ordered(file),
  ...trusting(file),
  ...(pure.some((room) => file.path.startsWith(`lib/${room}/`)) && file.path !== capturing ? stateless(file) : []),
]

const inSize = (file: File): ReadonlyArray<Breach> => {
  const count = file.text.trimEnd().split("\n").length
  return count > longest ? [breach(file, longest, `${count} lines: split what has more than ${longest}`)] : []
}

const inRoom = (file: File): ReadonlyArray<Breach> => {
  const [, folder, ...inner] = file.path.split("/")
  if (inner.length === 0)
    return folder === "index.ts" ? [] : [breach(file, 1, "belongs in a room: lib itself holds index.ts only")]
  return folder !== undefined && rooms.includes(folder)
    ? []
    : [breach(file, 1, `lib/${folder} is no room of the house`)]
}

const named = (file: File): ReadonlyArray<Breach> => {
  const name = file.path.slice(file.path.lastIndexOf("/") + 1).replace(/\.ts$/, "")
  if (/^(utils?|helpers?|common|misc|shared)$/.test(name)) return [breach(file, 1, `"${name}" is no noun of the field`)]
  return /^[a-z][a-z0-9]*(-[a-z0-9]+)*$/.test(name)
    ? []
    : [breach(file, 1, `"${name}": write file names in small letters, with -`)]
}

const headed = (file: File): ReadonlyArray<Breach> =>
  /^(#!.*\n)?\/\*\*\n/.test(file.text) ? [] : [breach(file, 1, "no header: say what this is, and one invariant")]

/** Sections stand in one order, those that exist. */
const ordered = (file: File): ReadonlyArray<Breach> => {
  let last = -1
  return lines(file).flatMap(({ text, line }) => {
    const banner = /^\/\/ --- (.*)$/.exec(text)?.[1]
    if (banner === undefined) return []
    const at = banners.indexOf(banner)
    if (at === -1) return [breach(file, line, `section "${banner}": the sections are ${banners.join(", ")}`)]
    if (at <= last) return [breach(file, line, `section "${banner}" comes after "${banners[last]}"`)]
    last = at
    return []
  })
}

/** Nothing in the library silences the compiler. */
const trusting = (file: File): ReadonlyArray<Breach> =>
  lines(file).flatMap(({ text, line }) =>
    /@ts-(ignore|expect-error|nocheck)/.test(text) ? [breach(file, line, "silences the compiler")] : [],
  )

/**
 * Pure modules keep nothing between two calls. Formatted, what stands at the start of a line is the module's own, so its
 * lines tell; the linter takes a second and a half to ask each declaration whether a function is round it.
 */
const stateless = (file: File): ReadonlyArray<Breach> =>
  [...file.text.matchAll(kept)].map(({ index }) =>
    breach(file, file.text.slice(0, index).split("\n").length, "keeps state between calls: make it local, or Readonly"),
  )

const kept = new RegExp(
  [
    String.raw`^(?:export )?(?:let|var)\s`,
    String.raw`^(?:export )?const \w+ = new (?:Weak)?(?:Map|Set)\b`,
    String.raw`^(?:export )?const \w+ = \{\s*\}$`,
    String.raw`^(?:export )?const \w+ = \[(?:[^\n]*|\n(?:(?!\])[^\n]*\n)*)\]$`,
    String.raw`^(?:export )?const \w+: (?:WeakMap|WeakSet|Map|Set|Array|Record)<`,
  ].join("|"),
  "gm",
)

const unfinished = (file: File): ReadonlyArray<Breach> =>
  lines(file).flatMap(({ text, line }) =>
    /\b(TO[D]O|FIX[M]E|X[X]X|not (yet )?implemente[d])\b/i.test(text) ? [breach(file, line, "is unfinished")] : [],
  )

const lines = (file: File): ReadonlyArray<{ readonly text: string; readonly line: number }> =>
  file.text.split("\n").map((text, index) => ({ text, line: index + 1 }))

const breach = (file: File, line: number, reason: string): Breach => ({ path: file.path, line, reason })
