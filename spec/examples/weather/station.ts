/**
 * The station's file: where the package vega-datasets lies, and the days in it. The one file here that reads a disk.
 */
import { existsSync, readFileSync } from "node:fs"
import { dirname, join } from "node:path"
import { fileURLToPath } from "node:url"
import * as Observations from "./observations.ts"

const name = join("node_modules", "vega-datasets", "data", "seattle-weather.csv")

/** Finds the file in the nearest node_modules upward: the package exports its code alone, so `require` does not. */
const find = (folder: string): string => {
  const file = join(folder, name)
  if (existsSync(file)) return file
  const above = dirname(folder)
  if (above === folder) throw new Error(`there is no ${name} here or above: npm install vega-datasets@3.2.1`)
  return find(above)
}

/** Reads all days that the file has. */
export const read = (): ReadonlyArray<Observations.Day> =>
  Observations.parse(readFileSync(find(dirname(fileURLToPath(import.meta.url))), "utf8"))
