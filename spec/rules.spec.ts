/**
 * Every rule of the language has a spec whose title names its number: the list of rules stands here, once.
 */
import { readdirSync, readFileSync } from "node:fs"
import { join } from "node:path"
import { fileURLToPath } from "node:url"
import { describe, expect, it } from "vitest"

/** Of each section, how many rules it has; section 9 has no parts. */
const sections: Readonly<Record<number, number>> = { 1: 10, 2: 7, 3: 7, 4: 6, 5: 6, 6: 5, 7: 2, 8: 2 }

const rules: ReadonlyArray<string> = [
  ...Object.entries(sections).flatMap(([section, count]) =>
    Array.from({ length: count }, (_, at) => `${section}.${at + 1}`),
  ),
  "9",
]

const folder = fileURLToPath(new URL("./", import.meta.url))

const files = (below: string): ReadonlyArray<string> =>
  readdirSync(below, { withFileTypes: true }).flatMap((entry) => {
    const path = join(below, entry.name)
    if (entry.isDirectory()) return files(path)
    return entry.name.endsWith(".spec.ts") && path !== fileURLToPath(import.meta.url) ? [path] : []
  })

/** Of a spec file, the first word of each title where that is a number, and every number in brackets: `(5.6)`. */
const numbers = (source: string): ReadonlyArray<string> => {
  const titles = [...source.matchAll(/^\s*(?:describe|it|test)(?:\.\w+)*(?:\(.*\))?\(\s*["'`](.*?)["'`],/gm)]
  return titles.flatMap(([, title = ""]) => {
    const leading = /^\d+(?:\.\d+)?(?:, \d+(?:\.\d+)?)*(?=\s)/.exec(title)?.[0].split(", ") ?? []
    const bracketed = [...title.matchAll(/\((\d+\.\d+(?:, \d+\.\d+)*)\)/g)].flatMap(([, list = ""]) => list.split(", "))
    return [...leading, ...bracketed]
  })
}

const named: ReadonlySet<string> = new Set(files(folder).flatMap((path) => numbers(readFileSync(path, "utf8"))))

describe("every rule of the language", () => {
  it.each(rules)("%s has a spec that names it", (rule) => {
    expect([...named]).toContain(rule)
  })

  it("named by a spec is one of the list", () => {
    expect([...named].filter((rule) => !rules.includes(rule))).toEqual([])
  })
})
