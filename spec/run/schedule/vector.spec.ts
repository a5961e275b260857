import fc from "fast-check"
import { describe, expect, it } from "vitest"
import * as Vector from "../../../lib/run/schedule/vector.ts"

const list = (vector: Vector.Vector) => Array.from({ length: vector.length }, (_, index) => Vector.get(vector, index))

const changed = (vector: Vector.Vector, changes: ReadonlyArray<readonly [number, number]>) => {
  const draft = Vector.draft(vector)
  for (const [index, value] of changes) Vector.set(draft, index, value)
  return Vector.done(draft)
}

/** The arrays that one version has and the other has not. */
const fresh = (after: unknown, before: unknown): number => {
  if (after === before || !Array.isArray(after)) return 0
  return (
    1 + after.reduce((sum, child, index) => sum + fresh(child, Array.isArray(before) ? before[index] : undefined), 0)
  )
}

describe("vectors", () => {
  it("hold what was set, and old versions what they held (oracle: copied arrays)", () => {
    const lengths = fc.constantFrom(1, 31, 32, 33, 1024, 1025, 3000)
    const versions = lengths.chain((length) =>
      fc.tuple(fc.constant(length), fc.array(fc.array(fc.tuple(fc.nat(length - 1), fc.integer()), { maxLength: 5 }))),
    )
    fc.assert(
      fc.property(versions, ([length, batches]) => {
        let vector = Vector.of(length)
        let array = Array.from({ length }, () => 0)
        const history = [{ vector, array }]
        for (const batch of batches) {
          vector = changed(vector, batch)
          array = [...array]
          for (const [index, value] of batch) array[index] = value
          history.push({ vector, array })
        }
        for (const version of history) expect(list(version.vector)).toStrictEqual(version.array)
      }),
      { numRuns: 50 },
    )
  })

  it("copy only the way to what changes: four chunks of a million integers", () => {
    const vector = changed(Vector.of(1_000_000), [[5, 1]])
    const next = changed(vector, [
      [999_999, 1],
      [999_998, 1],
    ])
    expect(fresh(next.root, vector.root)).toBe(4)
  })

  it("of no integers are no trouble", () => expect(list(Vector.of(0))).toStrictEqual([]))
})
