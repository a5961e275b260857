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
  return { label, text: full, caret: before + [...visible(written.key.slice(0, offset))].length }
}

// --- queries

/** Writes an override anew in the form of its source: another key, another value (as text of that form). */
export const rewritten = (written: Written, change: { readonly key?: string; readonly value?: string }): string => {
  const key = change.key === undefined ? written.key : keepMark(written.key, change.key)
  const { source } = written
  if (source._tag === "Argument" && change.value === undefined) {
    // The value stands as it was typed, with its operator.
    const at = source.text.indexOf("=")
    const operator = source.text[at - 1] === ":" ? ":=" : "="
    if (at >= 0) return shell(`--${key}${operator}${source.text.slice(at + 1)}`)
  }
  // What was given as JSON, and is some still, is read as JSON again.
  if (
    source._tag === "Argument" &&
    change.value !== undefined &&
    /^--[^=]*:=/.test(source.text) &&
    /^[["{\d-]/.test(change.value)
  )
    return shell(`--${key}:=${change.value}`)
  return override(source, key, change.value ?? written.given)
}

/** Writes an override that nobody wrote yet. */
export const typed = (voice: Drawing["voice"], key: string, value: string): string =>
  voice === "shell" ? shell(`--${key}=${value}`) : record(key, value)

/** Quotes a word for a shell, where it needs it. */
export const shell = (word: string): string => {
  const shown = shorten(visible(word))
  return /^(?:[A-Za-z0-9_.,:=@%+/…-]|!(?==))*$/.test(shown) ? shown : `'${shown.replaceAll("'", `'\\''`)}'`
}

const keepMark = (from: string, to: string): string => (from.endsWith("!") && !to.endsWith("!") ? `${to}!` : to)

const record = (key: string, value: string): string => `{ ${printKey(key)}: ${shorten(visible(value))} }`

const override = (source: Source, key: string, value: string): string => {
  switch (source._tag) {
    case "Argument":
      return typed("shell", key, value)
    case "Environment":
      return `${source.variable}=${shell(value)}`
    case "Config":
      return `${key} = ${shorten(visible(value))}`
    default:
      return record(key, value)
  }
}

/** `before` counts the characters before the key. */
const show = (written: Written): { readonly text: string; readonly before: number } => {
  const { source, key } = written
  switch (source._tag) {
    case "Argument": {
      const text = shell(source.text)
      return { text, before: Math.max(0, text.indexOf("--")) + 2 }
    }
    case "Environment":
      return { text: override(source, key, written.given), before: 0 }
    case "Config":
      return { text: override(source, key, written.given), before: 0 }
    default:
      return { text: record(key, written.given), before: printKey(key) === key ? 2 : 3 }
  }
}

const place = (drawing: Drawing, source: Source): string => {
  switch (source._tag) {
    case "Argument":
      return ""
    case "Environment":
      return "in the environment"
    case "Config":
      return `in ${showFile(drawing, source.file)}`
    case "Code":
      return source.at === undefined ? "" : `at ${showLocation(drawing, source.at)}`
    case "Pin": {
      const slot = source.task === "" ? "pinned at the root" : `pinned at ${source.task}.${source.slot}`
      return source.at === undefined ? slot : `${slot}, ${showLocation(drawing, source.at)}`
    }
  }
}
