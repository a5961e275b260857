import type * as Slots from "./slots.ts"
import type { Type } from "./type.ts"
export const param = (type: Type<any>, meta: Readonly<Record<string, unknown>> = {}): Slots.Nameless => ({
  _tag: "Value",
  type,
  fallback: boxed(meta, "default"),
  significant: meta.significant !== false,
  neutral: boxed(meta, "neutral"),
  meta,
})
const boxed = (meta: Readonly<Record<string, unknown>>, key: string) =>
  Object.hasOwn(meta, key) ? { value: meta[key] } : undefined
