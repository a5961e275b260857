/**
 * Limits of the system: who meets one fails and says so, and what has met none goes on.
 */
import { existsSync, readFileSync } from "node:fs"
import { join } from "node:path"
import { expect, it } from "vitest"
import { program, start, waluigi, workspace } from "../program.ts"
import { cells } from "./numbers.ts"
import * as Outputs from "./outputs.ts"
import { isFull } from "./scale.ts"

const layers = readFileSync(join(import.meta.dirname, "layers.ts"), "utf8")

it.runIf(isFull && existsSync("/proc"))(
  "of open files are met by tasks one by one: the next run makes what is left",
  { timeout: 60_000 },
  async () => {
    const width = 20
    const env = { WIDTH: `${width}`, PAUSE: "2" }
    const folder = workspace({ "workflow.ts": layers })
    const places = await Outputs.places(folder, width)
    const line = 'ulimit -n 60 && exec "$0" "$@"'
    const args = [program, "--workers=16", "Top"]
    const exit = await start(folder, "sh", ["-c", line, process.execPath, ...args], env).exit
    const errors = exit.err.split("\n").filter((said) => said.startsWith("error: "))
    expect(errors.filter((said) => !said.includes("EMFILE"))).toEqual([])
    expect(exit.code).toBe(1)
    expect(errors.length).toBeGreaterThan(0)
    const next = await waluigi(folder, ["Top"], env)
    expect(next.err).toBe("")
    expect(next.code).toBe(0)
    expect(cells(width).flatMap((cell) => Outputs.wrong(places, cell))).toEqual([])
    expect(Outputs.strays(folder, places)).toEqual([])
  },
)
