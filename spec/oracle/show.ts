/**
 * Descriptions as the code that a person would write to see the same.
 */
import type * as Description from "./description.ts"

// --- folds

/** Prints tasks bottom up, then the call and the shell's arguments. */
export const show = (description: Description.Description): string => {
  const tasks = [...description.tasks].reverse().map((task) => showTask(task))
  const root = description.tasks[0]?.name ?? ""
  const tables = description.tables.map((table) =>
    table.via === "shell"
      ? table.entries.map(({ key, given }) => showArgument(key, given)).join(" ")
      : showTable(table),
  )
  return [...tasks, `resolve(${root}(${tables.join(", ")}))`].join("\n")
}

const showTable = ({ entries, zip }: Description.Table): string =>
  zip ? `zip(${showPins(entries)})` : showPins(entries)

const showTask = ({ name, parent, removed, slots, output }: Description.Task): string => {
  const params = slots.filter((slot) => slot._ !== "dynamic").map((slot) => `${slot.name}: ${showSlot(slot)}`)
  const dynamic = slots.filter((slot) => slot._ === "dynamic").map((slot) => `${slot.name}: ${showSlot(slot)}`)
  const parts = [
    ...(params.length > 0 ? [`params: { ${params.join(", ")} }`] : []),
    ...(dynamic.length > 0 ? [`dynamic: { ${dynamic.join(", ")} }`] : []),
    ...(output === undefined || output === "none"
      ? []
      : [`output: ${output === "text" ? "text()" : "{ one: text(), two: text() }"}`]),
    ...(removed.length > 0 ? [`remove: ${JSON.stringify(removed)}`] : []),
  ]
  const first = parent === undefined ? `task("${name}"` : `extend(${parent}, "${name}"`
  return `const ${name} = ${first}${parts.length > 0 ? `, { ${parts.join(", ")} }` : ""})`
}

const showSlot = (slot: Description.Slot): string => {
  if (slot._ === "constant") return `constant(${JSON.stringify(slot.value)})`
  if (slot._ === "dep")
    return `dep(${[slot.task, ...(slot.pins.length > 0 || slot.optional ? [showPins(slot.pins)] : []), ...(slot.optional ? ["{ optional: true }"] : [])].join(", ")})`
  if (slot._ === "many") {
    const over = slot.over === undefined ? [] : [`over: ${JSON.stringify(slot.over)}`]
    const options = [...(slot.pins.length > 0 ? [`pins: ${showPins(slot.pins)}`] : []), ...over]
    return `many(${slot.task}${options.length > 0 ? `, { ${options.join(", ")} }` : ""})`
  }
  if (slot._ === "dynamic") {
    const written = `(p, self) => ${showBody(slot.body)}`
    return slot.type === undefined ? written : `dynamic(${showType(slot.type)}, ${written})`
  }
  const meta = [
    ...(slot.fallback === undefined ? [] : [`default: ${JSON.stringify(slot.fallback)}`]),
    ...(slot.significant ? [] : ["significant: false"]),
    ...(slot.neutral === undefined ? [] : [`neutral: ${JSON.stringify(slot.neutral)}`]),
  ]
  return `param(${showType(slot.type)}${meta.length > 0 ? `, { ${meta.join(", ")} }` : ""})`
}

const showType = (type: Description.TypeName): string => types[type]

const types: Readonly<Record<Description.TypeName, string>> = {
  int: "int",
  str: "str",
  choice: 'choice("p", "q", "r")',
  ints: "list(int)",
  bool: "bool",
  maybe: "optional(int)",
  data: "json(t.unknown)",
}

const showPins = (pins: ReadonlyArray<Description.Written>): string =>
  pins.length === 0 ? "{}" : `{ ${pins.map(showEntry).join(", ")} }`

const showEntry = ({ key, given }: Description.Written): string => `"${key}": ${showGiven(given)}`

const showGiven = (given: Description.Given): string => {
  if (given._ === "each") return `each(${given.values.map((value) => JSON.stringify(value)).join(", ")})`
  if (given._ === "workflow") return showCalled(given)
  if (given._ === "tasks") {
    const items = given.items.map(showCalled).join(", ")
    return given.each ? `each(${items})` : `[${items}]`
  }
  return given._ === "text"
    ? `Given.text("${given.text}")`
    : given._ === "json"
      ? `Given.json(${JSON.stringify(given.value)})`
      : JSON.stringify(given.value)
}

const showCalled = ({ task, tables }: Description.Called): string =>
  tables.length === 0 ? task : `${task}(${tables.map(showTable).join(", ")})`

const showArgument = (key: string, given: Description.Given): string =>
  given._ === "text"
    ? `--${key}=${given.text}`
    : given._ === "json"
      ? `--${key}:=${JSON.stringify(given.value)}`
      : `--${key}=?`

const showBody = (body: Description.Body): string => {
  if (body._ === "value") return showExpression(body.of)
  if (body._ === "null") return "null"
  if (body._ === "array") return `[${body.items.map((item) => showBody(item)).join(", ")}]`
  if (body._ === "record")
    return `({ ${Object.entries(body.items)
      .map(([key, item]) => `${key}: ${showBody(item)}`)
      .join(", ")} })`
  if (body._ === "when")
    return `${showExpression(body.test)} ${body.is === "even" ? "% 2 === 0" : "> 0"} ? ${showBody(body.yes)} : ${showBody(body.no)}`
  return `${body.task ?? "self"}(${body.pins.length > 0 ? `{ ${body.pins.map(({ key, of }) => `"${key}": ${showExpression(of)}`).join(", ")} }` : ""})`
}

const showExpression = ({ read, plus }: Description.Expression): string =>
  read.length === 0 ? String(plus) : `num(p.${read.join("?.")})${plus === 0 ? "" : ` + ${plus}`}`
