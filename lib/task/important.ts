import * as Call from "./call.ts"
import type * as Definition from "./definition.ts"
import { DefinitionError } from "./definition-error.ts"

export const important = (table: unknown): Definition.Overrides => {
  if (Call.isOverrides(table)) return { ...table, record: marked(table.record) }
  if (!Call.isRecord(table))
    throw new DefinitionError(`important is given ${Call.show(table)}: write important({ year: 2024 }) or important(set(…))`, important)
  return Call.ofRecord(marked(table), Call.code(important))
}

const marked = (record: Definition.Overrides["record"]): Definition.Overrides["record"] =>
  Object.fromEntries(Object.entries(record).map(([key, value]) => [key.endsWith("!") ? key : `${key}!`, value]))
