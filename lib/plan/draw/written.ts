/**
 * Overrides as a person writes them: what stands in the shell, the code or the file, and what should.
 *
 * What is suggested is complete: pasted in place of the given, it is read as meant.
 */
import { printKey } from "../../table/entry.ts"
import type { Source } from "../../task/source.ts"
import { type Drawing, type Line, shorten, showFile, showLocation, visible } from "./drawing.ts"
import type { Written } from "../problem.ts"

// --- constructors

/** Says what was written and where. The caret points to a character of the key. */
export const line = (drawing: Drawing, label: string, written: Written, offset?: number): Line => {
  const { text, before } = show(written)
  const where = place(drawing, written.source)
  const full = where === "" ? text : `${text}   ${where}`
  if (offset === undefined) return { label, text: full }
  const caret = before + [...visible(written.key.slice(0, offset))].length
  // Of what is shortened, the middle is not there to be pointed at.
  return caret > 90 && text.includes("…") ? { label, text: full } : { label, text: full, caret }
}

// --- queries

/** Writes an override anew in the form of its source: another key, another value (as text of that form). */
export const rewritten = (written: Written, change: { readonly key?: string; readonly value?: string }): string => {
  const key = change.key === undefined ? written.key : keepMark(written.key, change.key)
  const { source } = written
  const text = typedAs(source)
  if (text !== undefined && change.value === undefined) {
    // The value stands as it was typed, with its operator.
    const at = text.indexOf("=")
    const operator = text[at - 1] === ":" ? ":=" : "="
    if (at >= 0) return shell(`--${key}${operator}${text.slice(at + 1)}`)
  }
  // What was given as JSON, and is some still, is read as JSON again.
  if (text !== undefined && change.value !== undefined && /^--[^=]*:=/.test(text) && /^[["{\d-]/.test(change.value))
    return shell(`--${key}:=${change.value}`)
  return override(source, key, change.value ?? written.given)
}

/** Writes an override anew with null, for which text has no word: `--TaskB.opt:=null`. */
export const nothing = ({ key, source }: Written): string =>
  source._tag === "Argument" || source._tag === "Environment" ? shell(`--${key}:=null`) : override(source, key, "null")

/** Writes an override that nobody wrote yet. */
export const typed = (voice: Drawing["voice"], key: string, value: string): string =>
  voice === "shell" ? shell(`--${key}=${value}`) : record(key, value)

/** Quotes a word for a shell, where it needs it. */
export const shell = (word: string): string => {
  const shown = shorten(visible(word))
  if (shown === "") return "''"
  return /^(?:[A-Za-z0-9_.,:=@%+/…-]|!(?==))*$/.test(shown) ? shown : `'${shown.replaceAll("'", `'\\''`)}'`
}

/** A word as it was typed, in a shell or in a variable. */
const typedAs = (source: Source): string | undefined =>
  source._tag === "Argument" || source._tag === "Environment" ? source.text : undefined

const keepMark = (from: string, to: string): string => (from.endsWith("!") && !to.endsWith("!") ? `${to}!` : to)

const record = (key: string, value: string): string => `{ ${printKey(key)}: ${shorten(visible(value))} }`

const override = (source: Source, key: string, value: string): string => {
  switch (source._tag) {
    case "Argument":
    case "Environment":
      return typed("shell", key, value)
    case "Config":
      return setting(source.file, key, value)
    default:
      return record(key, value)
  }
}

/** Writes a line of a settings file, of TOML or of JSON: what is no value there is a text. */
const setting = (file: string, key: string, value: string): string => {
  const isJson = file.endsWith(".json")
  const written = /^(?:-?\d+(?:\.\d+)?|true|false|\[.*\]|".*")$/s.test(value) || (isJson && value === "null")
  const shown = shorten(visible(written ? value : JSON.stringify(value)))
  const quoted = shorten(visible(JSON.stringify(key)))
  if (isJson) return `${quoted}: ${shown}`
  return `${/^[\w-]+(?:\.[\w-]+)*$/.test(key) ? shorten(key) : quoted} = ${shown}`
}

/** `before` counts the characters before the key. */
const show = (written: Written): { readonly text: string; readonly before: number } => {
  const { source, key } = written
  switch (source._tag) {
    case "Argument":
    case "Environment": {
      const text = source.text === undefined ? typed("shell", key, written.given) : shell(source.text)
      return { text, before: Math.max(0, text.indexOf("--")) + 2 }
    }
    case "Config": {
      const text = setting(source.file, key, written.given)
      return { text, before: text.startsWith('"') ? 1 : 0 }
    }
    default:
      return { text: record(key, written.given), before: printKey(key) === key ? 2 : 3 }
  }
}

const place = (drawing: Drawing, source: Source): string => {
  switch (source._tag) {
    case "Argument":
      return ""
    case "Environment":
      return `in $${source.variable}`
    case "Config":
      return `in ${showFile(drawing, source.file)}${source.line === undefined ? "" : `:${source.line}`}`
    case "Code":
      return source.at === undefined ? "" : `at ${showLocation(drawing, source.at)}`
    case "Pin": {
      const slot = source.task === "" ? "pinned at the root" : `pinned at ${source.task}.${source.slot}`
      return source.at === undefined ? slot : `${slot}, ${showLocation(drawing, source.at)}`
    }
  }
}
