/**
 * Builds `dist` from nothing, so that no file of an older build is ever packed: declarations by tsc, programs by a bundler.
 *
 * Program and library share their chunks, so a workflow that imports "waluigi" gets the very copy that runs it. What the
 * library uses is in them, or node spends most of the start on finding some hundred small files: medians over a bare
 * `node -e 0` went from 165 ms to 35 (`--version`) and from 330 to 105 (`list`). Three packages stay outside: io-ts, whose
 * codecs users bring along, fast-check, likewise, and jiti, which reads a file of its own.
 */
import { spawnSync } from "node:child_process"
import { chmodSync, existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs"
import { createRequire } from "node:module"
import { join } from "node:path"
import { rolldown } from "rolldown"
import { root } from "./step.mjs"

const require = createRequire(import.meta.url)

/** Reads fp-ts as ES modules, of which a bundler keeps the few functions that are used. */
const functions = {
  name: "functions",
  resolveId(id) {
    const [, name] = /^(?:#fp|fp-ts\/lib)\/(.*)$/.exec(id) ?? []
    return name === undefined ? null : { id: `${root}node_modules/fp-ts/es6/${name}.js`, moduleSideEffects: false }
  },
}

/**
 * Takes io-ts and what node brings along by `require`: the same copies as by `import`, without node's search for their
 * names, which reads all of io-ts (25 ms) and asks fs and process for things that nobody needs (13 ms).
 */
const required = {
  name: "required",
  resolveId: (id) =>
    id === "io-ts" || (id.startsWith("node:") && id !== "node:module")
      ? { id: `\0${id}`, moduleSideEffects: false }
      : null,
  load(id) {
    if (!id.startsWith("\0node:") && id !== "\0io-ts") return null
    const name = id.slice(1)
    const module = require(name)
    const names = Object.keys(module).filter((key) => /^[A-Za-z_$]\w*$/.test(key) && key !== "default")
    return [
      `import { createRequire } from "node:module"`,
      `const module = /* @__PURE__ */ createRequire(import.meta.url)(${JSON.stringify(name)})`,
      "export default module",
      ...names.map((key) => `const own_${key} = module.${key}`),
      `export { ${names.map((key) => `own_${key} as ${key}`).join(", ")} }`,
    ].join("\n")
  },
}

/**
 * Takes Temporal, a third of the library, when the first day is made: a file of its own, in the one form that can be
 * loaded in the middle of an expression. 5 ms of every other start.
 */
const days = {
  name: "days",
  resolveId: (id) => (id === "temporal-polyfill" ? { id: `\0${id}`, moduleSideEffects: false } : null),
  load: (id) =>
    id === "\0temporal-polyfill"
      ? [
          `import { createRequire } from "node:module"`,
          `let all`,
          `const get = (_, name) => (all ??= createRequire(import.meta.url)("./temporal.cjs").Temporal)[name]`,
          `export const Temporal = /* @__PURE__ */ new Proxy({}, { get })`,
        ].join("\n")
      : null,
}

/**
 * What is needed together lies in one file: each further file of a start costs a millisecond, and there were thirty-five.
 * A module goes to the first of these that needs it, not counting what is loaded later, where it is used.
 */
const together = [
  ["start", ["lib/cli/main.ts", "lib/cli/version.ts", "lib/path/pattern.ts"]],
  ["library", ["lib/index.ts"]],
  ["program", ["lib/cli/settings/preset.ts", "lib/cli/load.ts", "lib/cli/list.ts"]],
  ["session", ["lib/cli/session.ts"]],
]

const groups = () => {
  const found = new Map()
  return together.map(([name, roots]) => ({
    name,
    // What waits at its top, as the program does, must stay alone: who needs a neighbour of it would wait for it too.
    test: (id) => found.get(id) === name && !id.endsWith("/lib/cli/main.ts"),
    roots,
    found,
  }))
}

/** Looks which modules need which, once all are read. */
const sorted = (groups) => ({
  name: "sorted",
  buildEnd() {
    for (const { name, roots, found } of groups) {
      const waiting = roots.map((path) => root + path)
      for (let id = waiting.pop(); id !== undefined; id = waiting.pop()) {
        if (found.has(id)) continue
        found.set(id, name)
        waiting.push(...(this.getModuleInfo(id)?.importedIds ?? []))
      }
    }
  },
})

/** Bundles the entries. Everything lies two folders deep: `version.ts` and `frames.ts` look from there. */
const bundle = async () => {
  const parts = groups()
  const made = await rolldown({
    cwd: root,
    input: {
      index: "lib/index.ts",
      "cli/main": "lib/cli/main.ts",
      "cli/worker": "lib/cli/worker.ts",
      "testing/testing": "lib/testing/testing.ts",
    },
    platform: "node",
    tsconfig: false,
    transform: { target: "node20" },
    plugins: [functions, required, days, sorted(parts)],
    external: ["node:module", "jiti", "fast-check"],
    treeshake: { propertyReadSideEffects: false },
  })
  const { output } = await made.write({
    dir: "dist",
    format: "esm",
    entryFileNames: "[name].js",
    chunkFileNames: "chunk/[name]-[hash].js",
    codeSplitting: { groups: parts.map(({ name, test }) => ({ name, test })) },
    comments: { legal: true, annotation: false, jsdoc: false },
  })
  await made.close()
  const day = await rolldown({ cwd: root, input: "temporal-polyfill", platform: "node", tsconfig: false })
  const written = await day.write({ file: "dist/chunk/temporal.cjs", format: "cjs", comments: { legal: true } })
  await day.close()
  return [...output, ...written.output].flatMap((chunk) => Object.keys(chunk.modules ?? {}))
}

/** The packages that modules come from. */
const packages = (modules) => {
  const found = modules.map((path) => /^.*\/node_modules\/(?:@[^/]+\/)?[^/]+/.exec(path)?.[0])
  return [...new Set(found)].filter((folder) => folder !== undefined).sort()
}

/** The words that the licences of bundled packages ask to hand on. */
const licences = (folders) => {
  const texts = folders.map((folder) => {
    const { name, version, license } = JSON.parse(readFileSync(join(folder, "package.json"), "utf8"))
    const file = readdirSync(folder).find((entry) => /^licen[cs]e/i.test(entry))
    if (file === undefined) throw new Error(`${name} comes without the text of its licence (${license})`)
    return `${name} ${version} (${license})\n\n${readFileSync(join(folder, file), "utf8").trim()}\n`
  })
  return `The files beside this one hold parts of these packages.\n\n${texts.join(`\n${"-".repeat(80)}\n\n`)}`
}

rmSync(`${root}dist`, { recursive: true, force: true })
const { status } = spawnSync(`${root}node_modules/typescript/bin/tsc`, ["-p", "tsconfig.build.json"], {
  cwd: root,
  stdio: "inherit",
})
if (status === 0) {
  writeFileSync(`${root}dist/LICENSES.txt`, licences(packages(await bundle())))
  const program = `${root}dist/cli/main.js`
  if (existsSync(program)) chmodSync(program, 0o755)
}
process.exitCode = status ?? 1
