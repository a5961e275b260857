/**
 * Code: what a task's own functions say, as a digest that neither comments nor white space change.
 *
 * Seen are `run`, dynamic functions and the names of codecs. Functions that these call elsewhere are not seen: a
 * function knows its own text alone.
 */
import * as Digest from "../../plan/digest.ts"
import * as Encode from "../../plan/encode.ts"
import type { Definition } from "../../task/definition.ts"
import * as Output from "../../task/output.ts"

// --- model

export interface Code {
  /** Names the task with its constants: other constants make other outputs. */
  readonly key: string
  readonly digest: string
}

// --- constructors

/** Digests the code of a task. O(its text). */
export const of = (definition: Definition): Code => {
  const { name, slots, output, run } = definition
  const constants: Array<readonly [string, string | undefined]> = []
  const functions: Array<readonly [string, string]> = []
  for (const slot of slots.values()) {
    if (slot._tag === "Constant") constants.push([slot.name, Encode.canonical(slot.value)])
    if (slot._tag === "Dynamic") functions.push([slot.name, bare(String(slot.compute))])
  }
  const all = output === undefined ? {} : Output.isSingle(output) ? { "": output } : output
  const codecs = Object.entries(all).map(([key, one]) => [key, one.form, one.codec?.name])
  const text = [run === undefined ? undefined : bare(String(run)), functions.sort(), codecs.sort()]
  return { key: Digest.of(JSON.stringify([name, constants.sort()])), digest: Digest.of(JSON.stringify(text)) }
}

// --- queries

/**
 * Leaves out of a program what means nothing: comments, and white space but for one between words. Strings stay as they
 * are, and so do regular expressions, as far as they can be told without a parser.
 */
export const bare = (program: string): string => {
  let out = ""
  let at = 0
  /** Depths of braces at which a template goes on. */
  const templates: Array<number> = []
  let depth = 0
  let spaced = false
  const put = (text: string): void => {
    if (spaced && word.test(out.at(-1) ?? "") && word.test(text[0] ?? "")) out += " "
    spaced = false
    out += text
  }
  while (at < program.length) {
    const here = program[at] as string
    const end = skipped(program, at)
    if (end > at) {
      spaced = true
      at = end
      continue
    }
    const text = token(program, at, out, templates.at(-1) === depth && here === "}")
    put(text)
    at += text.length
    if (here === "`" || (here === "}" && templates.at(-1) === depth)) {
      if (here === "}") templates.pop()
      if (text.endsWith("${")) templates.push(depth)
    } else if (here === "{") depth += 1
    else if (here === "}") depth -= 1
  }
  return out
}

// --- internals

const word = /[\p{L}\p{N}_$]/u

/** Gives where white space or a comment that begins here ends. */
const skipped = (program: string, at: number): number => {
  const here = program[at] as string
  if (/\s/.test(here)) return at + 1
  if (here !== "/") return at
  if (program[at + 1] === "/") {
    const end = program.indexOf("\n", at)
    return end < 0 ? program.length : end
  }
  if (program[at + 1] !== "*") return at
  const end = program.indexOf("*/", at + 2)
  return end < 0 ? program.length : end + 2
}

/** Gives what begins here and is kept whole: a string, a stretch of a template, a regular expression, else one sign. */
const token = (program: string, at: number, before: string, resumes: boolean): string => {
  const here = program[at] as string
  if (here === '"' || here === "'") return program.slice(at, until(program, at + 1, here))
  if (here === "`" || resumes) return program.slice(at, untilTemplate(program, at + 1))
  if (here === "/" && beginsValue(before)) return program.slice(at, untilExpression(program, at + 1))
  return here
}

const until = (program: string, from: number, quote: string): number => {
  let at = from
  while (at < program.length && program[at] !== quote) at += program[at] === "\\" ? 2 : 1
  return Math.min(program.length, at + 1)
}

/** Up to the end of the template, or up to where a value stands in it. */
const untilTemplate = (program: string, from: number): number => {
  let at = from
  while (at < program.length && program[at] !== "`") {
    if (program[at] === "$" && program[at + 1] === "{") return at + 2
    at += program[at] === "\\" ? 2 : 1
  }
  return Math.min(program.length, at + 1)
}

const untilExpression = (program: string, from: number): number => {
  let at = from
  let isClass = false
  while (at < program.length && program[at] !== "\n" && (isClass || program[at] !== "/")) {
    if (program[at] === "[") isClass = true
    if (program[at] === "]") isClass = false
    at += program[at] === "\\" ? 2 : 1
  }
  return Math.min(program.length, at + 1)
}

/** Tells whether a value may begin behind this text: then a `/` divides nothing. */
const beginsValue = (before: string): boolean =>
  before === "" ||
  /(?:[(,=:[!&|?{;+\-*%<>~^]|\b(?:return|typeof|case|in|of|void|yield|await|else|do))$/.test(before.slice(-10))
