import { spawnSync } from "node:child_process"
import { join } from "node:path"
import { describe, expect, it } from "vitest"
import { folder, listing } from "./targets.ts"

describe("a strict limit of open files", { timeout: 30_000 }, () => {
  it.skipIf(process.platform === "win32")("is kept by four hundred outputs that are written at once", () => {
    const root = folder()
    const line = 'ulimit -n 100 && exec "$0" "$@"'
    const child = spawnSync("sh", ["-c", line, process.execPath, join(import.meta.dirname, "many.mjs"), root], {
      encoding: "utf8",
    })
    expect(child.stdout).toBe("[]")
    expect(listing(root)).toHaveLength(401)
  })
})
