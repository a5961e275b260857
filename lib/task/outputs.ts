/**
 * The outputs that come with the language besides `json` (1.9): texts, files and directories.
 */
import { DefinitionError } from "./definition-error.ts"
import type { Output } from "./output.ts"

// --- constructors

/** A text in UTF-8: `run` returns a string, reading gives it back. */
export const text = (extension = ".txt"): Output<string, "text"> => ({
  form: "text",
  extension: dotted(extension, text),
  codec: undefined,
})

/**
 * A file of any kind, such as `file("svg")`: `run` returns its content or writes it to the path that its context gives;
 * reading gives its absolute path.
 */
export const file = (extension: string): Output<string, "file"> => ({
  form: "file",
  extension: dotted(extension, file),
  codec: undefined,
})

/**
 * A directory, which `run` fills at the path that its context gives; reading gives its absolute path. An empty directory
 * is no output.
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
