/**
 * Installs what the lock file asks for, if it is not there already: a fresh clone needs no other command first.
 */
import { spawnSync } from "node:child_process"
import { readFileSync } from "node:fs"
import { root } from "./step.mjs"

const packages = (file) => {
  try {
    return JSON.parse(readFileSync(root + file, "utf8")).packages
  } catch {
    return undefined
  }
}

/** Tells whether every package of the lock file is installed in its version; optional ones may be absent. */
const upToDate = () => {
  const [wanted, installed] = [packages("package-lock.json"), packages("node_modules/.package-lock.json")]
  if (wanted === undefined || installed === undefined) return false
  return Object.entries(wanted).every(
    ([path, { version, optional }]) =>
      path === "" || (installed[path] === undefined ? optional === true : installed[path].version === version),
  )
}

/** Brings `node_modules` up to date; tells whether that went well. */
export const install = () => {
  if (upToDate()) return true
  process.stdout.write("installing what package-lock.json asks for (npm ci)\n")
  const npm = process.platform === "win32" ? "npm.cmd" : "npm"
  return spawnSync(npm, ["ci", "--no-audit", "--no-fund"], { cwd: root, stdio: "inherit" }).status === 0
}

if (process.argv[1] === new URL(import.meta.url).pathname) process.exitCode = install() ? 0 : 1
