/**
 * The oracle of resolving: a resolver that walks every way and tries every entry agrees with `lib`.
 */
import * as fc from "fast-check"
import { describe, expect, it } from "vitest"
import { disagreement } from "../oracle/compare.ts"
import { descriptions } from "../oracle/generate.ts"
import { runs } from "./runs.ts"

describe("resolving", () => {
  it("means the same to both readings of the rules", () => {
    fc.assert(
      fc.property(descriptions(), (description) => {
        expect(disagreement(description)).toBe(undefined)
      }),
      runs(200),
    )
  })

  it("means the same on tiny graphs under long tables", () => {
    fc.assert(
      fc.property(descriptions(3, 9), (description) => {
        expect(disagreement(description)).toBe(undefined)
      }),
      runs(100),
    )
  })
})
