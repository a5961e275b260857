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

// --- constructors

/** Makes the table of identities of one resolution. */
export const create = (): Contents => {
  const identities = new Map<unknown, number>()
  const identity = (value: unknown): string => {
    let id = identities.get(value)
    if (id === undefined) identities.set(value, (id = identities.size))
    return `#${id}`
  }
  const record = (value: Readonly<Record<string, unknown>>): string =>
    `{${Object.entries(value)
      .map(([name, item]) => `${JSON.stringify(name)}:${text(item)}`)
      .join(",")}}`
  const text = (value: unknown): string => {
    if (typeof value === "string") return JSON.stringify(value)
    if (typeof value === "bigint") return `${value}n`
    if (Object.is(value, -0)) return "-0"
    if (value === null || (typeof value !== "object" && typeof value !== "function")) return String(value)
    const workflow = Definitions.asWorkflow(value)
    if (workflow !== undefined)
      return `workflow ${identity(workflow.definition)}(${workflow.tables.map((table) => `${table.zipped}${record(table.record)}`)})`
    const wrapped = Given.ofValue(value)
    switch (wrapped?.[Given.given]) {
      case "Each":
        return `each(${wrapped.values.map(text)})`
      case "Text":
        return `text ${JSON.stringify(wrapped.text)}`
      case "Json":
        return `json ${text(wrapped.value)}`
    }
    if (Array.isArray(value)) return `[${value.map(text)}]`
    if (typeof value === "function") return identity(value)
    const prototype: unknown = Object.getPrototypeOf(value)
    if (prototype === Object.prototype || prototype === null) return record(value as Readonly<Record<string, unknown>>)
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
