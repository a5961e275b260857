/**
 * The real main job by the built program: made once, nothing to do, then with another fit.
 */
import { existsSync } from "node:fs"
import { join } from "node:path"
import { expect, it } from "vitest"
import { program, root, start, workspace } from "./program.ts"

it("makes the poster once, and with another fit only what depends on it", async () => {
  const folder = workspace()
  const poster = async (...words: ReadonlyArray<string>) => {
    const file = join(root, "spec/examples/weather/workflow.ts")
    const args = [program, "--file", file, "Poster", "--year=2012..2015", ...words]
    const { out, err, code } = await start(folder, process.execPath, args).exit
    expect({ code, err }).toEqual({ code: 0, err: "" })
    const [, path = ""] = /^ {2}Poster {3}(\S+)$/m.exec(out) ?? []
    expect(existsSync(join(folder, path)), path).toBe(true)
    return { path, summary: out.split("\n").at(-3) ?? "" }
  }
  const first = await poster()
  expect(first.summary).toMatch(/^30 made \(/)
  const again = await poster()
  expect(again.summary).toMatch(/^nothing to do, it is there \(/)
  expect(again.path).toBe(first.path)
  const other = await poster("--SeasonFit=SeasonFitHarmonic2")
  expect(other.summary).toMatch(/^10 made, 20 there already \(/)
  expect(other.path).not.toBe(first.path)
})
