/**
 * Zips of the command line: `--zip=year,lumi` makes `--year=…` and `--lumi=…` of the same task one axis (rule 5.2).
 *
 * Members are named by the keys that stand beside them. Every word of such a key belongs to the zip, for of equal keys
 * the later decides.
 */
import { nearest } from "../path/nearest.ts"
import * as Given from "../task/given.ts"
import * as Words from "../task/words.ts"
import type { Word } from "./line.ts"
import type { Mistake } from "./mistake.ts"

// --- model

export interface Zips {
  /** The zip to which a word belongs: what `zipped` of its table is. */
  readonly of: (word: Word) => string | false
  /** The words that are no zips, in order. */
  readonly words: ReadonlyArray<Word>
  readonly mistakes: ReadonlyArray<ZipMistake>
}

type ZipMistake = Extract<Mistake, { readonly _tag: "Zip" }>

// --- constructors

/** Reads the zips among the words of one task. */
export const read = (all: ReadonlyArray<Word>): Zips => {
  const words = all.filter((word) => !isZip(word))
  const members = new Map<string, string>()
  const mistakes: Array<ZipMistake> = []
  for (const word of all) {
    if (!isZip(word)) continue
    const keys = keysOf(word)
    const problem = keys === undefined ? shapeless(word, words) : wrong(word, keys, words, members)
    if (problem !== undefined) mistakes.push(problem)
    else for (const key of keys ?? []) members.set(bare(key), `zip ${word.index}`)
  }
  return { words, mistakes, of: (word) => members.get(bare(word.key)) ?? false }
}

// --- queries

const isZip = ({ key }: Word): boolean => key === "zip"

/** A key means the same place with and without its mark. */
const bare = (key: string): string => key.trim().replace(/!$/, "")

/** Lists the keys that a zip names; nothing where it names none. */
const keysOf = (word: Word): ReadonlyArray<string> | undefined => {
  if (word._tag !== "Set") return undefined
  const { given } = word
  if (given[Given.given] === "Text")
    return given.text.trim() === "" ? undefined : Words.pieces(given.text).map((key) => key.trim())
  const value = given[Given.given] === "Json" ? given.value : undefined
  return Array.isArray(value) && value.every((key) => typeof key === "string") ? value : undefined
}

/** Keys with several values, which may be meant. */
const candidates = (words: ReadonlyArray<Word>): ReadonlyArray<string> => [
  ...new Set(words.flatMap((word) => (word._tag === "Set" ? [bare(word.key)] : []))),
]

const shapeless = (word: Word, words: ReadonlyArray<Word>): ZipMistake => ({
  _tag: "Zip",
  text: word.text,
  reason: "--zip names no parameters",
  tries: [example(words)],
})

const wrong = (
  { text }: Word,
  keys: ReadonlyArray<string>,
  words: ReadonlyArray<Word>,
  taken: ReadonlyMap<string, string>,
): ZipMistake | undefined => {
  const beside = candidates(words)
  const problem = (reason: string, tries: ReadonlyArray<string>): ZipMistake => ({ _tag: "Zip", text, reason, tries })
  const names = keys.map(bare)
  if (names.includes(""))
    return problem("--zip has a comma too many", [
      joined(
        names.filter((name) => name !== ""),
        beside,
        taken,
      ),
    ])
  const twice = names.find((key, at) => names.indexOf(key) !== at || taken.has(key))
  if (twice !== undefined)
    return taken.has(twice)
      ? problem(`${twice} is in two zips`, [])
      : problem(`--zip names ${twice} twice`, [joined(names, beside, taken)])
  const missing = names.filter((key) => !beside.includes(key))
  const [first] = missing
  if (first !== undefined) {
    const free = beside.filter((key) => !names.includes(key) && !taken.has(key))
    const put = (name: string): string => (missing.includes(name) ? (nearest(name, free)[0] ?? name) : name)
    const mended = names.map(put)
    const values = mended.filter((key) => !beside.includes(key)).map((key) => `--${key}=…,…`)
    return problem(`--zip names ${missing.join(" and ")}, but no --${first}=… stands beside it`, [
      ...values,
      ...(mended.some((key, at) => key !== names[at]) ? [`--zip=${mended.join(",")}`] : []),
    ])
  }
  if (names.length > 1) return undefined
  return problem(`--zip=${names.join()} zips one parameter with nothing`, [joined(names, beside, taken)])
}

/** These keys, each once; one alone with all that stands beside it. */
const joined = (
  names: ReadonlyArray<string>,
  beside: ReadonlyArray<string>,
  taken: ReadonlyMap<string, string>,
): string => {
  const keys = [...new Set(names)]
  const others = beside.filter((key) => !keys.includes(key) && !taken.has(key))
  const all = keys.length > 1 ? keys : [...keys, ...(others.length > 0 ? others : ["…"])]
  return `--zip=${all.join(",")}`
}

const example = (words: ReadonlyArray<Word>): string => {
  const beside = candidates(words)
  return `--zip=${beside.length > 1 ? beside.join(",") : "year,lumi"}`
}
