/**
 * The error of a task that is defined or called wrongly: thrown where it is written, saying what to type.
 *
 * Everything else that can be wrong with a workflow is data (`plan/problem.ts`).
 */
import type { Callee } from "./capture.ts"

// --- model

export class DefinitionError extends Error {
  override readonly name = "DefinitionError"

  /** `callee` is the library's function that the user called: the stack starts at the user's own line. */
  constructor(message: string, callee: Callee) {
    super(message)
    Error.captureStackTrace?.(this, callee)
  }
}
