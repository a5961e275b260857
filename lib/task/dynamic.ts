import type * as Slots from "./slots.ts"
import type { Type } from "./type.ts"
export const dynamic = (type: Type<any>, compute: (p: any, self: any) => unknown): Slots.Nameless => ({
  _tag: "Dynamic",
  type,
  compute,
})
