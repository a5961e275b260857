/**
 * Shapes: what the splitter of the line must know of the program's own options. `options.ts` reads them.
 */
import type { Shape } from "./line.ts"

// --- model

/** `help` and `version` are of cmd-ts. */
export const shapes: ReadonlyArray<Shape> = [
  { long: "file", short: "f", valued: true },
  { long: "workers", short: "w", valued: true },
  { long: "output-root", short: "o", valued: true },
  { long: "task-limit", short: undefined, valued: true },
  { long: "profile", short: "p", valued: true },
  { long: "config", short: undefined, valued: true },
  { long: "no-config", short: undefined, valued: false },
  { long: "dry-run", short: "n", valued: false },
  { long: "quiet", short: "q", valued: false },
  { long: "json", short: undefined, valued: false },
  { long: "help", short: "h", valued: false },
  { long: "version", short: "v", valued: false },
]
