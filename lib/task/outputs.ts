/**
 * The outputs that come with the language besides `json` (1.9): texts, files and directories.
 */
import { DefinitionError } from "./definition-error.ts"
import type { Output } from "./output.ts"

// --- constructors

/**
 * Makes an output that is a text in UTF-8: `run` returns a string, reading gives it back.
 *
 * @example
 * ```ts
 * import { run, task, text } from "waluigi"
 *
 * const Hello = task("Hello", { output: text(".md"), run: () => "# hello" })
 * const result = await run(Hello)
 * console.log(result._tag === "Complete" && (await result.roots[0].load()))
 * // # hello
 * ```
 */
export const text = (extension = ".txt"): Output<string, "text"> => ({
  form: "text",
  extension: dotted(extension, text),
  codec: undefined,
})

/**
 * Makes an output that is a file of any kind: `run` returns its content, or writes it to the path that its context gives;
 * reading gives its absolute path.
 *
 * @example
 * ```ts
 * import { readFile, writeFile } from "node:fs/promises"
 * import { file, run, task } from "waluigi"
 *
 * const Plot = task("Plot", { output: file("svg"), run: (_, ctx) => writeFile(ctx.output, "<svg/>") })
 * const result = await run(Plot)
 * console.log(result._tag === "Complete" && (await readFile(await result.roots[0].load(), "utf8")))
 * // <svg/>
 * ```
 */
export const file = (extension: string): Output<string, "file"> => ({
  form: "file",
  extension: dotted(extension, file),
  codec: undefined,
})

/**
 * Makes an output that is a directory, which `run` fills at the path that its context gives; reading gives its absolute
 * path.
 *
 * *Gotchas*: an empty directory is no output.
 *
 * @example
 * ```ts
 * import { readdir, writeFile } from "node:fs/promises"
 * import { directory, run, task } from "waluigi"
 *
 * const Pages = task("Pages", { output: directory(), run: (_, ctx) => writeFile(`${ctx.output}/index.html`, "") })
 * const result = await run(Pages)
 * console.log(result._tag === "Complete" && (await readdir(await result.roots[0].load())))
 * // [ 'index.html' ]
 * ```
 */
export const directory = (): Output<string, "directory"> => ({ form: "directory", extension: "", codec: undefined })

// --- internals

/** The dot may be written or not. The empty extension is none. */
const dotted = (extension: string, callee: (extension: string) => unknown): string => {
  const bare = extension.replace(/^\./, "")
  if (bare === "" && extension === "") return ""
  if (/^[A-Za-z0-9]([A-Za-z0-9_+-]|\.(?!\.|$)){0,31}$/.test(bare)) return `.${bare}`
  throw new DefinitionError(
    `"${extension}" is no extension of a file: write letters and digits, such as "svg" or "tar.gz"`,
    callee,
  )
}
