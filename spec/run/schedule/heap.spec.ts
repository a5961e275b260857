import fc from "fast-check"
import { describe, expect, it } from "vitest"
import * as Heap from "../../../lib/run/schedule/heap.ts"

const drain = (heap: Heap.Heap): ReadonlyArray<number> => {
  const taken: Array<number> = []
  for (let left = heap; left !== null; left = Heap.rest(left)) taken.push(left.least)
  return taken
}

describe("heaps", () => {
  it("give what was put in, the least first, and again from an old version (oracle: sorting)", () => {
    fc.assert(
      fc.property(fc.array(fc.nat()), (values) => {
        const heap = values.reduce<Heap.Heap>(Heap.insert, Heap.empty)
        const sorted = [...values].sort((a, b) => a - b)
        expect(drain(heap)).toStrictEqual(sorted)
        expect(drain(heap)).toStrictEqual(sorted)
      }),
    )
  })

  it("do not overflow the stack, whichever way a lot come", () => {
    const up = Array.from({ length: 30_000 }, (_, index) => index)
    expect(drain(up.reduce<Heap.Heap>(Heap.insert, Heap.empty)).at(-1)).toBe(29_999)
    expect(drain(up.reduceRight<Heap.Heap>(Heap.insert, Heap.empty)).at(-1)).toBe(29_999)
  })
})
