/**
 * Places of outputs: where a node's outputs lie, relative to the output root, with forward slashes.
 *
 *     Histograms/what=temp,year=2016-1a2b3c4d5e6f7a8b/output.json
 *
 * A place follows from identity alone: slots stand by name, and one that is insignificant or neutral does not show. No
 * place leads out of the root.
 */
import * as E from "#fp/Either"
import type { Definition, Slots, ValueSlot } from "./definition.ts"
import * as Output from "./output.ts"
import { show } from "./show.ts"
import type { Type } from "./type.ts"

// --- model

/** None, one path, or one for each output of a record. */
export type Place = null | string | Readonly<Record<string, string>>

/** Gives the place of a node by its decided slots and its identity. Left: what is wrong with the author's own. */
export type Placing = (slots: Slots, id: string) => E.Either<string, Place>

// --- constructors

/**
 * Prepares the places of a task's nodes; call it once a task and what it returns once a node.
 * O(slots) a node: 0.3 µs for three of them.
 */
export const of = (definition: Definition): Placing => {
  const { output, place, name } = definition
  if (output === undefined) return () => E.right(null)
  const wrong = namesProblem(output)
  if (wrong !== undefined) return () => E.left(wrong)
  if (place !== undefined)
    return (slots) =>
      E.chain(own(output))(
        E.tryCatch(
          () => place(slots),
          (thrown) => `path threw ${show(thrown)}`,
        ),
      )
  const shown = [...definition.slots.values()]
    .filter((slot): slot is ValueSlot => slot._tag === "Value" && slot.significant)
    .sort((a, b) => (a.name < b.name ? -1 : 1))
  const files = Output.isSingle(output)
    ? `output${output.extension}`
    : Object.entries(output).map(([key, one]) => [key, `${key}${one.extension}`] as const)
  return (slots, id) => {
    const readable = label(shown, slots)
    const folder = `${name}/${readable}${readable === "" ? "" : "-"}${id.slice(0, 16)}/`
    if (typeof files === "string") return E.right(folder + files)
    return E.right(Object.fromEntries(files.map(([key, file]) => [key, folder + file])))
  }
}

// --- queries

/** Says why a path cannot be the place of an output, or gives it in its one form: no `.`, no doubled or last slash. */
export const path = (text: unknown): E.Either<string, string> => {
  const fail = (reason: string): E.Either<string, string> => E.left(`${show(text)} is no place of an output: ${reason}`)
  if (typeof text !== "string") return fail('give a path below the output root, such as "histograms/2016.json"')
  if (/[\p{Cc}\p{Cs}]/u.test(text)) return fail("it has a control character")
  if (text.includes("\\")) return fail("write / between folders")
  if (text.startsWith("/") || /^[A-Za-z]:/.test(text)) return fail("it must be relative to the output root")
  const names = text.split("/").filter((name) => name !== "" && name !== ".")
  if (names.length === 0) return fail("it names no file")
  if (names.includes("..")) return fail("it must not lead out of the output root (..)")
  if (names.some((name) => name.toLowerCase().startsWith(temporary)))
    return fail(`names that begin with ${temporary} are the library's own`)
  if (names.some((name) => bytes(name) > 255)) return fail("a name has more than 255 bytes")
  return bytes(text) > 2000 ? fail("it has more than 2,000 bytes") : E.right(names.join("/"))
}

/** Gives a path as disks see it that ignore letter case and how an accent is written: equal ones are one place there. */
export const folded = (path: string): string => path.normalize("NFC").toLowerCase()

/** How names begin that are no outputs, or not yet, in whatever letter case: some disks ignore it. */
export const temporary = ".waluigi-"

// --- internals

/** The names of a record's outputs are names of files. */
const namesProblem = (output: Output.Outputs): string | undefined => {
  if (Output.isSingle(output)) return undefined
  const names = Object.keys(output)
  if (names.length === 0) return "output is an empty record: leave it out, or name an output"
  const bad = names.find((name) => !/^[A-Za-z0-9_][A-Za-z0-9_-]{0,99}$/.test(name))
  if (bad !== undefined) return `${show(bad)} is no name of an output: write letters, digits, _ or -`
  const twin = names.find((name, at) => names.findIndex((other) => other.toLowerCase() === name.toLowerCase()) < at)
  return twin === undefined
    ? undefined
    : `output ${twin} differs from another in letter case alone, which some disks ignore`
}

/** Reads what the author's own function returned. */
const own =
  (output: Output.Outputs) =>
  (given: unknown): E.Either<string, Place> => {
    if (Output.isSingle(output)) return path(given)
    const names = Object.keys(output)
    if (typeof given !== "object" || given === null || Array.isArray(given))
      return E.left(`path must give one place for each output (${names.join(", ")}), got ${show(given)}`)
    const surplus = Object.keys(given).find((name) => !names.includes(name))
    if (surplus !== undefined)
      return E.left(`path gives a place for ${show(surplus)}, which is none of its outputs (${names.join(", ")})`)
    const places: Record<string, string> = {}
    for (const name of names) {
      const found = path((given as Readonly<Record<string, unknown>>)[name])
      if (E.isLeft(found)) return E.left(`output ${name}: ${found.left}`)
      places[name] = found.right
    }
    const all = Object.entries(places)
    for (const [name, place] of all)
      for (const [other, inner] of all)
        if (name !== other && `${folded(inner)}/`.startsWith(`${folded(place)}/`))
          return E.left(`outputs ${name} and ${other} have the same place, or one inside the other: ${place}, ${inner}`)
    return E.right(places)
  }

/** More bytes than these in front of the identity help nobody to recognise a folder. */
const most = 100

/** Writes the slots that matter, by name, as far as a hundred bytes go. */
const label = (shown: ReadonlyArray<ValueSlot>, slots: Slots): string => {
  let text = ""
  for (const { name, type, neutral } of shown) {
    const value = slots[name]
    if (neutral !== undefined && (neutral.value === value || type.order.equals(neutral.value, value))) continue
    text += `${text === "" ? "" : ","}${name}=${tame(printed(type, value))}`
    if (text.length > most) break
  }
  return text.length * 3 <= most || bytes(text) <= most ? text : cut(text)
}

/** A type of the user's may throw; the identity is there still. */
const printed = (type: Type<unknown>, value: unknown): string => {
  try {
    return type.print(value)
  } catch {
    return ""
  }
}

/** Keeps letters and digits of every script and what neither a shell nor a file system reads; the identity tells the rest apart. */
const tame = (text: string): string => {
  if (text.length <= most && /^[\w.+-]*$/.test(text)) return text
  return text
    .slice(0, most)
    .normalize("NFC")
    .replace(/[^\p{L}\p{N}\p{M}_.,=@%+-]+/gu, "_")
    .replace(/^_+|_+$/g, "")
}

/** Cuts a text to a hundred bytes, between two characters. */
const cut = (text: string): string => {
  let size = 0
  let end = 0
  for (const character of text) {
    size += bytes(character)
    if (size > most) break
    end += character.length
  }
  return text.slice(0, end)
}

const encoder = new TextEncoder()

const bytes = (text: string): number => encoder.encode(text).length
