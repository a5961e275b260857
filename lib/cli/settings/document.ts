/**
 * Documents: a settings file as a plain value, with the line of every key. TOML and package.json end up alike.
 */
import * as E from "#fp/Either"
import { parse, TomlDate, TomlError } from "smol-toml"
import type { Problem } from "./problem.ts"
import * as Positions from "./positions.ts"

// --- model

export interface Document {
  readonly file: string
  readonly value: unknown
  readonly lineOf: Positions.LineOf
}

// --- constructors

/** Reads `waluigi.toml`. */
export const ofToml = (file: string, text: string): E.Either<Problem, Document> => {
  try {
    return E.right({ file, value: parse(text), lineOf: Positions.of(text, toml) })
  } catch (error) {
    if (!(error instanceof TomlError)) throw error
    const reason = (error.message.split("\n")[0] ?? "").replace(/^Invalid TOML document: /, "")
    return E.left(syntax(file, text, "TOML", error.line, error.column, reason))
  }
}

/** Reads what `package.json` says under `waluigi`; nothing where it says nothing. */
export const ofManifest = (file: string, text: string): E.Either<Problem, Document | undefined> => {
  let value: unknown
  try {
    // Windows' editors write a mark before the text.
    value = JSON.parse(text.replace(/^\ufeff/, ""))
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error)
    const reason = message.replace(/ in JSON at position.*$/s, "").replace(/, ".*" is not valid JSON$/s, "")
    const offset = Number(/at position (\d+)/.exec(message)?.[1] ?? text.trimEnd().length)
    const before = text.slice(0, offset).split("\n")
    return E.left(syntax(file, text, "JSON", before.length, (before.at(-1) ?? "").length + 1, reason))
  }
  if (typeof value !== "object" || value === null || !Object.hasOwn(value, "waluigi")) return E.right(undefined)
  const lineOf = Positions.of(text, json)
  const own = new Map(Object.entries(value)).get("waluigi")
  return E.right({ file, value: own, lineOf: (path) => lineOf(["waluigi", ...path]) })
}

// --- queries

/** Gives the text that a TOML date stands for, or nothing for any other value. */
export const dateOf = (value: unknown): string | undefined =>
  value instanceof TomlDate ? value.toISOString() : undefined

/** Writes one part of a key: bare where TOML lets it be. */
export const bare = (name: string): string => (/^[A-Za-z0-9_-]+$/.test(name) ? name : JSON.stringify(name))

// --- internals

const toml: Positions.Dialect = {
  separator: "=",
  headings: true,
  unquote: (key) => Object.keys(parse(`${key} = 0`))[0] ?? "",
}

const json: Positions.Dialect = { separator: ":", headings: false, unquote: (key) => String(JSON.parse(key)) }

const syntax = (
  file: string,
  text: string,
  language: "TOML" | "JSON",
  line: number,
  column: number,
  reason: string,
): Problem => ({
  _tag: "Syntax",
  file,
  language,
  line,
  column,
  reason,
  text: (text.split("\n")[line - 1] ?? "").replace(/\r$/, ""),
})
