/**
 * Contents: keys by which values are compared when entries in play are, so that what is written alike is alike.
 *
 * Equal keys mean equal contents. Values without a readable form (functions, class instances) are compared by identity.
 */
import * as Definitions from "../../task/definition.ts"
import * as Given from "../../task/given.ts"

// --- model

export interface Contents {
  /** A key of any value: itself for a primitive, a text for the rest. */
  readonly key: (value: unknown) => unknown
  readonly text: (value: unknown) => string
}

/** Data deeper than this is compared by identity: it goes in a circle, or might as well. */
const deepest = 200

// --- constructors

/** Makes the table of identities of one resolution. */
export const create = (): Contents => {
  const identities = new Map<unknown, number>()
  const identity = (value: unknown): string => {
    let id = identities.get(value)
    if (id === undefined) identities.set(value, (id = identities.size))
    return `#${id}`
  }
  // A workflow stands as a number, so that workflows inside workflows are not written out again and again.
  const texts = new Map<Definitions.Workflow, string>()
  const numbers = new Map<string, number>()
  const ofWorkflow = (workflow: Definitions.Workflow): string => {
    const known = texts.get(workflow)
    if (known !== undefined) return known
    // Workflows inside workflows first, so that none is too deep.
    const stack = [workflow]
    for (let top = stack.at(-1); top !== undefined; top = stack.at(-1)) {
      const inner = inside(top).filter((one) => !texts.has(one))
      if (inner.length > 0) stack.push(...inner)
      else {
        stack.pop()
        number(top)
      }
    }
    return number(workflow)
  }
  const number = (workflow: Definitions.Workflow): string => {
    const known = texts.get(workflow)
    if (known !== undefined) return known
    const tables = workflow.tables.map((table) => `${table.zipped}${record(table.record, 0)}`)
    const whole = `${identity(workflow.definition)}(${tables})`
    let id = numbers.get(whole)
    if (id === undefined) numbers.set(whole, (id = numbers.size))
    if (workflow.tables.length > 0) texts.set(workflow, `workflow ${id}`)
    return `workflow ${id}`
  }
  const record = (value: Readonly<Record<string, unknown>>, depth: number): string =>
    `{${Object.entries(value)
      .map(([name, item]) => `${JSON.stringify(name)}:${deep(item, depth + 1)}`)
      .join(",")}}`
  const text = (value: unknown): string => deep(value, 0)
  const deep = (value: unknown, depth: number): string => {
    if (depth > deepest) return identity(value)
    if (typeof value === "string") return JSON.stringify(value)
    if (typeof value === "bigint") return `${value}n`
    if (Object.is(value, -0)) return "-0"
    if (value === null || (typeof value !== "object" && typeof value !== "function")) return String(value)
    const workflow = Definitions.asWorkflow(value)
    if (workflow !== undefined) return ofWorkflow(workflow)
    const wrapped = Given.ofValue(value)
    switch (wrapped?.[Given.given]) {
      case "Each":
        return `each(${wrapped.values.map((item) => deep(item, depth + 1))})`
      case "Text":
        return `text ${JSON.stringify(wrapped.text)}`
      case "Json":
        return `json ${deep(wrapped.value, depth + 1)}`
    }
    if (Array.isArray(value)) return `[${value.map((item) => deep(item, depth + 1))}]`
    if (typeof value === "function") return identity(value)
    const prototype: unknown = Object.getPrototypeOf(value)
    if (prototype === Object.prototype || prototype === null)
      return record(value as Readonly<Record<string, unknown>>, depth)
    if ("toJSON" in value && typeof value.toJSON === "function")
      return `${identity(prototype)} ${JSON.stringify(value)}`
    return identity(value)
  }
  return {
    text,
    key: (value) =>
      typeof value === "object" || typeof value === "function" || (typeof value === "string" && value.startsWith("\0"))
        ? `\0${text(value)}`
        : value,
  }
}

// --- queries

/** Lists the workflows with tables that a workflow's tables give. */
const inside = ({ tables }: Definitions.Workflow): ReadonlyArray<Definitions.Workflow> =>
  tables
    .flatMap((table) => Object.values(table.record).flatMap(Definitions.tasksIn))
    .filter((one) => one.tables.length > 0)
