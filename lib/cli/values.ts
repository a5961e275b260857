/**
 * Values of the program's options: what stands behind the `=` is read here, or it is said what to write instead.
 *
 * One reading for both ways to the options, plain lines and cmd-ts, so that they cannot differ.
 */
import * as E from "#fp/Either"
import { shorten } from "../plan/draw/drawing.ts"
import * as Duration from "../task/duration.ts"
import * as Size from "../task/size.ts"

// --- model

/** Reads a value; Left is a whole sentence. */
export type Reader<A> = (text: string) => E.Either<string, A>

/** How much there is of what, by name. */
export type Resources = Readonly<Record<string, number>>

// --- constructors

export const path: Reader<string> = (text) =>
  text === "" ? E.left("a path is missing: write it behind the =") : E.right(text)

export const names: Reader<string> = (text) =>
  /[^\s,]/.test(text) ? E.right(text) : E.left("a profile is missing: write its name behind the =")

/** Reads a whole number from `least` upwards. */
export const count =
  (option: string, least: 0 | 1): Reader<number> =>
  (text) =>
    /^[0-9]{1,15}$/.test(text) && Number(text) >= least
      ? E.right(Number(text))
      : E.left(`${option} takes a whole number from ${least} upwards, not ${quoted(text)}`)

/** Reads a time in milliseconds, more than none where it must be `some`. */
export const time =
  (option: string, some: boolean): Reader<number> =>
  (text) => {
    const wrong = (instead: string) => E.left(`${option} cannot be ${quoted(text)}: ${instead}`)
    const read = Duration.parse(text)
    if (E.isLeft(read)) return wrong(read.left)
    return some && read.right === 0 ? wrong(`write more than none, such as ${Duration.fits}`) : read
  }

/** Reads `gpu=1,memory=16GB`. */
export const resources: Reader<Resources> = (text) => {
  const all: Record<string, number> = {}
  for (const part of text.split(",")) {
    const [, name = "", amount = ""] = /^\s*([A-Za-z_][A-Za-z0-9_]*)\s*=\s*(.*?)\s*$/s.exec(part) ?? []
    const read = name === "" ? E.left(`write names and amounts: --resources gpu=1,memory=16GB`) : resource(name, amount)
    if (E.isLeft(read)) return E.left(`--resources cannot be ${quoted(text)}: ${read.left}`)
    if (Object.hasOwn(all, name)) return E.left(`--resources cannot be ${quoted(text)}: ${name} stands in it twice`)
    all[name] = read.right
  }
  return E.right(all)
}

/** Reads how much there is of one resource: a number of its own units, or a size. */
export const resource = (name: string, amount: string): E.Either<string, number> => {
  if (name === "cpu") return E.left("how many cores there are is said by --workers")
  if (/^\d{1,15}(\.\d+)?$/.test(amount)) {
    const value = Number(amount)
    return name === "memory" && value < 1e6
      ? E.left(`${amount} bytes of memory are none: write memory=${amount === "0" ? 16 : amount}GB`)
      : E.right(value)
  }
  if (amount === "") return E.left(`write how much there is of it: ${name}=${name === "memory" ? "16GB" : "1"}`)
  return Size.parse(amount)
}

// --- queries

/** What was typed of failures. */
export interface Failures {
  readonly failFast: boolean
  readonly keepGoing: boolean
  readonly maxFailures: number | undefined
}

/** Says which of these options exclude each other, and what to type. */
export const conflict = ({ failFast, keepGoing, maxFailures }: Failures): string | undefined => {
  const typed = [
    ...(failFast ? ["--fail-fast"] : []),
    ...(keepGoing ? ["--keep-going"] : []),
    ...(maxFailures === undefined ? [] : [`--max-failures=${maxFailures}`]),
  ]
  const [one, other] = typed
  if (one === undefined || other === undefined) return undefined
  const meaning = failFast
    ? "--fail-fast starts nothing more after the first failure"
    : "--keep-going makes all that can be made"
  return `${one} and ${other} exclude each other: ${meaning}; type one of them`
}

// --- internals

const quoted = (text: string): string => JSON.stringify(shorten(text, 60))
