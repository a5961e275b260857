import { describe, expect, it } from "vitest"
import { refused } from "../../lib/store/system.ts"

const thrown = (message: string, members: Readonly<Record<string, unknown>>) =>
  refused("a", Object.assign(new Error(message), members))

describe("what the system refuses", () => {
  it("is its code and its words, without what Node puts round them", () =>
    expect(
      thrown("ENOSPC: no space left on device, write '/x/.temporary'", { code: "ENOSPC", errno: -28 }),
    ).toStrictEqual({ _tag: "System", path: "a", code: "ENOSPC", message: "no space left on device" }))

  it.runIf(process.platform === "linux")("has a code also where Node knows its number alone: a quota", () =>
    expect(
      thrown("Unknown system error -122: Unknown system error -122, write", {
        code: "Unknown system error -122",
        errno: -122,
      }),
    ).toMatchObject({ code: "EDQUOT" }),
  )

  it("has no code where nobody gave one", () => {
    expect(thrown("lost", {})).toStrictEqual({ _tag: "System", path: "a", code: "UNKNOWN", message: "lost" })
    expect(refused("a", "lost")).toStrictEqual({ _tag: "System", path: "a", code: "UNKNOWN", message: "lost" })
    const odd = { code: "Unknown system error -99999", errno: -99999 }
    expect(thrown("lost", odd)).toMatchObject({ code: "Unknown system error -99999" })
  })
})
