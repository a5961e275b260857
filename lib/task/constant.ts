import type * as Slots from "./slots.ts"
export const constant = (value: unknown): Slots.Nameless => ({ _tag: "Constant", value })
