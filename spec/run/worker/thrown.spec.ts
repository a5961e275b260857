/**
 * What was thrown, from one process to another: through JSON and back.
 */
import * as fc from "fast-check"
import { describe, expect, it } from "vitest"
import * as Thrown from "../../../lib/run/worker/thrown.ts"

const across = (cause: unknown): unknown =>
  Thrown.toCause(JSON.parse(JSON.stringify(Thrown.ofCause(cause))) as Thrown.Thrown)

describe("what was thrown", () => {
  it("keeps name, message, stack, code and causes of an error", () => {
    const inner = Object.assign(new TypeError("inner"), { code: "ENOENT" })
    const outer = new Error("outer", { cause: inner })
    const heard = across(outer) as Error & { readonly cause: Error & { readonly code: string } }
    expect([heard.name, heard.message, heard.stack]).toEqual(["Error", "outer", outer.stack])
    const { cause } = heard
    expect([cause.name, cause.message, cause.stack, cause.code]).toEqual(["TypeError", "inner", inner.stack, "ENOENT"])
    expect(Object.keys(heard)).toEqual([])
  })

  it("keeps plain data that was thrown", () => {
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        expect(across(value)).toStrictEqual(JSON.parse(JSON.stringify(value)))
      }),
    )
  })

  it("is told whatever it is", () => {
    fc.assert(
      fc.property(fc.anything({ withBigInt: true, withMap: true, withObjectString: true }), (value) => {
        expect(() => across(value)).not.toThrow()
      }),
    )
    const own = new Error("a")
    own.cause = own
    const hostile = new Proxy(new Error("b"), {
      get: () => {
        throw new Error("no")
      },
    })
    expect((across(own) as Error).message).toBe("a")
    expect(across(hostile)).toBe("a value that cannot be printed")
    expect(across(undefined)).toBe("undefined")
    expect(across(new Error("c", { cause: undefined }))).toBeInstanceOf(Error)
  })
})
