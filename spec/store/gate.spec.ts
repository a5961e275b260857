import fc from "fast-check"
import { describe, expect, it } from "vitest"
import * as Gate from "../../lib/store/gate.ts"

describe("gates", () => {
  it("let so many through at once, all in the end, and give what each gives or throws", async () => {
    const works = fc.array(fc.record({ turns: fc.nat(5), fails: fc.boolean() }), { maxLength: 30 })
    await fc.assert(
      fc.asyncProperty(works, fc.integer({ min: 1, max: 5 }), async (works, most) => {
        const gate = Gate.of(most)
        let inside = 0
        let peak = 0
        const work = async ({ turns, fails }: { turns: number; fails: boolean }, index: number) => {
          inside += 1
          peak = Math.max(peak, inside)
          for (let turn = 0; turn <= turns; turn += 1) await Promise.resolve()
          inside -= 1
          if (fails) throw index
          return index
        }
        const all = await Promise.allSettled(works.map((one, index) => gate(() => work(one, index))))
        expect(all.map((one) => (one.status === "fulfilled" ? one.value : one.reason))).toStrictEqual([...works.keys()])
        expect(all.map(({ status }) => status === "rejected")).toStrictEqual(works.map(({ fails }) => fails))
        expect(peak).toBe(Math.min(most, works.length))
        await gate(async () => expect(inside).toBe(0))
      }),
      { numRuns: 50 },
    )
  })
})
