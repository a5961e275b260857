import { spawnSync } from "node:child_process"
import { writeFileSync } from "node:fs"
import { join } from "node:path"
import { describe, expect, it, onTestFinished } from "vitest"
import * as E from "#fp/Either"
import { local } from "../../lib/store/local.ts"
import { directory, file, folder, listing, text } from "./targets.ts"

/** Mounts a disk of 64 kB, where that is permitted. */
const small = (): string | undefined => {
  const root = folder()
  if (spawnSync("mount", ["-t", "tmpfs", "-o", "size=64k", "tmpfs", root]).status !== 0) return undefined
  onTestFinished(() => {
    spawnSync("umount", ["-l", root])
  })
  return root
}

describe("a full disk", () => {
  it("is an error with its code, leaves the output of before, and nothing half written", async ({ skip }) => {
    const root = small()
    if (root === undefined) {
      console.log("skipped: a small disk cannot be mounted here")
      return skip()
    }
    const store = local(root)
    expect(await store.write(text("kept.txt"), "kept")()).toStrictEqual(E.right(undefined))
    const full = (path: string) =>
      E.left({ _tag: "System", path: join(root, path), code: "ENOSPC", message: "no space left on device" })
    const large = "x".repeat(200_000)
    expect(await store.write(text("kept.txt"), large)()).toStrictEqual(full("kept.txt"))
    expect(await store.write(file("new/folder/plot.svg"), large)()).toStrictEqual(full("new/folder/plot.svg"))
    expect(listing(root)).toStrictEqual(["kept.txt"])
    expect(await store.read(text("kept.txt"))()).toStrictEqual(E.right("kept"))
    const staged = await store.stage(directory("parts"))()
    if (E.isLeft(staged)) throw new Error("staging needs no space")
    expect(() => writeFileSync(join(staged.right.path, "part"), large)).toThrow(/ENOSPC/)
    await staged.right.discard()
    expect(listing(root)).toStrictEqual(["kept.txt"])
    // There is room again.
    expect(await store.write(text("kept.txt"), "x".repeat(20_000))()).toStrictEqual(E.right(undefined))
  })
})
