/**
 * Shapes: what the splitter of the line must know of the program's own options. `options.ts` reads them.
 */
import type { Shape } from "./line.ts"

// --- model

/** `help` and `version` are of cmd-ts. */
export const shapes: ReadonlyArray<Shape> = [
  { long: "file", short: "f", valued: true },
  { long: "workers", short: "w", valued: true },
  { long: "resources", short: undefined, valued: true },
  { long: "retries", short: undefined, valued: true },
  { long: "timeout", short: undefined, valued: true },
  { long: "fail-fast", short: undefined, valued: false },
  { long: "keep-going", short: undefined, valued: false },
  { long: "max-failures", short: undefined, valued: true },
  { long: "rebuild", short: undefined, valued: false },
  { long: "claim-timeout", short: undefined, valued: true },
  { long: "grace", short: undefined, valued: true },
  { long: "output-root", short: "o", valued: true },
  { long: "task-limit", short: undefined, valued: true },
  { long: "profile", short: "p", valued: true },
  { long: "config", short: undefined, valued: true },
  { long: "no-config", short: undefined, valued: false },
  { long: "dry-run", short: "n", valued: false },
  { long: "quiet", short: "q", valued: false },
  { long: "json", short: undefined, valued: false },
  { long: "accept", short: undefined, valued: false },
  { long: "help", short: "h", valued: false },
  { long: "version", short: "v", valued: false },
]
