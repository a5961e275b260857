/**
 * Real tasks of a description: what `lib` resolves.
 */
import * as t from "io-ts"
import { constant, dep, dynamic, each, extend, many, param, task, text } from "../../lib/index.ts"
import { asWorkflow, type Overrides, type Workflow } from "../../lib/task/definition.ts"
import * as Given from "../../lib/task/given.ts"
import type { Type } from "../../lib/task/type.ts"
import { bool, choice, int, json, list, optional, str } from "../../lib/task/types.ts"
import type * as Description from "./description.ts"

// --- model

export interface Built {
  readonly workflow: Workflow
  /** Every task by name: what text may name. */
  readonly names: ReadonlyMap<string, Workflow>
}

/** The surface without its static types: a description is checked when resolving, not by the compiler. */
type Loose = (...args: ReadonlyArray<unknown>) => unknown
const loose = (f: unknown): Loose => f as Loose

// --- constructors

/** Makes the tasks bottom up and applies the first to the tables. `nameOf` gives tasks other names than their own. */
export const build = (
  description: Description.Description,
  nameOf: (name: string) => string = (name) => name,
): Built => {
  const tasks = new Map<string, Loose>()
  const find = (name: string): Loose => {
    const found = tasks.get(name)
    if (found === undefined) throw new Error(`no task ${name}`)
    return found
  }
  const given = (given: Description.Given): unknown => {
    if (given._ === "plain") return given.value
    if (given._ === "each") return loose(each)(...given.values)
    if (given._ === "text") return Given.text(given.text)
    if (given._ === "json") return Given.json(given.value)
    if (given._ === "workflow") return called(given)
    const items = given.items.map(called)
    return given.each ? loose(each)(...items) : items
  }
  const called = ({ task, tables }: Description.Called): unknown => {
    const found = find(task)
    if (tables.length === 0) return found
    return { ...asWorkflow(found), tables: tables.map(overrides) }
  }
  const overrides = (table: Description.Table): Overrides => ({
    _tag: "Overrides",
    record: record(table.entries),
    zipped: table.zip ?? false,
    source: { _tag: "Code", at: undefined },
  })
  const record = (entries: ReadonlyArray<Description.Written>): Readonly<Record<string, unknown>> =>
    Object.fromEntries(entries.map((entry) => [entry.key, given(entry.given)]))
  const body = (of: Description.Body, p: Readonly<Record<string, unknown>>, self: Loose): unknown => {
    if (of._ === "null") return null
    if (of._ === "value") return number(of.of, p)
    if (of._ === "when") {
      const test = number(of.test, p)
      return body((of.is === "even" ? test % 2 === 0 : test > 0) ? of.yes : of.no, p, self)
    }
    if (of._ === "array") return of.items.map((item) => body(item, p, self))
    if (of._ === "record")
      return Object.fromEntries(Object.entries(of.items).map(([key, item]) => [key, body(item, p, self)]))
    const called = of.task === null ? self : find(of.task)
    return of.pins.length === 0
      ? called()
      : called(Object.fromEntries(of.pins.map((pin) => [pin.key, number(pin.of, p)])))
  }
  const slot = (of: Description.Slot): unknown => {
    if (of._ === "constant") return loose(constant)(of.value)
    if (of._ === "dep") return loose(dep)(find(of.task), record(of.pins), { optional: of.optional })
    if (of._ === "many")
      return loose(many)(find(of.task), {
        pins: record(of.pins),
        ...(of.over === undefined ? {} : { over: of.over }),
      })
    if (of._ === "value")
      return loose(param)(types[of.type], {
        ...(of.fallback === undefined ? {} : { default: of.fallback }),
        ...(of.neutral === undefined ? {} : { neutral: of.neutral }),
        ...(of.significant ? {} : { significant: false }),
      })
    const compute = (p: Readonly<Record<string, unknown>>, self: Loose): unknown => body(of.body, p, self)
    return of.type === undefined ? compute : loose(dynamic)(types[of.type], compute)
  }
  for (const of of [...description.tasks].reverse()) {
    const named = (dynamic: boolean) =>
      Object.fromEntries(
        of.slots.filter((one) => (one._ === "dynamic") === dynamic).map((one) => [one.name, slot(one)]),
      )
    const output = of.output === undefined || of.output === "none" ? {} : { output: outputs[of.output] }
    const parts = { params: named(false), dynamic: named(true), ...output }
    tasks.set(
      of.name,
      (of.parent === undefined
        ? loose(task)(nameOf(of.name), parts)
        : loose(extend)(find(of.parent), nameOf(of.name), { ...parts, remove: of.removed })) as Loose,
    )
  }
  const root = asWorkflow(find(description.tasks[0]?.name ?? "")) as Workflow
  const tables = description.tables.map(
    (table, index): Overrides => ({
      ...overrides(table),
      source:
        table.via === "code"
          ? { _tag: "Code", at: undefined }
          : { _tag: "Argument", index, text: `--${table.entries[0]?.key ?? ""}` },
    }),
  )
  const names = new Map([...tasks].map(([name, of]): [string, Workflow] => [name, asWorkflow(of) as Workflow]))
  return { workflow: { ...root, tables }, names }
}

const types: Readonly<Record<Description.TypeName, Type<unknown>>> = {
  int: int as Type<unknown>,
  str: str as Type<unknown>,
  choice: choice("p", "q", "r") as Type<unknown>,
  ints: list(int) as Type<unknown>,
  bool: bool as Type<unknown>,
  maybe: optional(int) as Type<unknown>,
  data: json(t.unknown) as Type<unknown>,
}

const outputs = { text: text(), record: { one: text(), two: text() } }

const number = ({ read, plus }: Description.Expression, p: Readonly<Record<string, unknown>>): number => {
  let value: unknown = read.length === 0 ? 0 : p
  for (const name of read) value = (value as Readonly<Record<string, unknown>> | null | undefined)?.[name]
  return (typeof value === "number" ? value : Array.isArray(value) ? value.length : 0) + plus
}
