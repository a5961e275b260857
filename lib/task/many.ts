import { given } from "./dep.ts"
import type * as Slots from "./slots.ts"

export const many = (
  task: unknown,
  options: { readonly over?: ReadonlyArray<string>; readonly pins?: unknown } = {},
): Slots.Nameless => {
  const upstream = given(task, options.pins, "many", many)
  return { _tag: "Many", task: upstream.definition, pins: upstream.tables, over: options.over }
}
