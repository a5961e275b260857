/**
 * The edge: everything through which the program touches the world, as one record. `main.ts` makes the real one.
 */

import type * as E from "#fp/Either"
import type { Exports } from "./exports.ts"
import type { LoadError, Wanted } from "./load.ts"

// --- model

export interface Io {
  /** Writes to standard output and standard error, as given: newlines included. */
  readonly out: (text: string) => void
  readonly err: (text: string) => void
  /** Whether a person watches: standard output is a terminal. */
  readonly terminal: boolean
  readonly columns: number
  readonly folder: string
  readonly cores: number
  /** Milliseconds since the program was started. */
  readonly now: () => number
  /** Calls back on every Ctrl-C and polite kill, with the exit code that it asks for; gives what ends the listening. */
  readonly onInterrupt: (listener: (code: number) => void) => () => void
  /** Asks for the tasks that run, should one of them end the process under the program; gives what ends the asking. */
  readonly onLeave: (running: () => ReadonlyArray<string>) => () => void
  /** Gives the tasks of a workflow file that is in memory already. Absent: it is found and loaded. */
  readonly load?: (wanted: Wanted) => Promise<E.Either<LoadError, Exports>>
  /** One line that is overwritten, on a terminal. */
  readonly live: () => Promise<Live>
}

export interface Live {
  readonly show: (text: string) => void
  readonly clear: () => void
}

/** Environment variables by name. */
export type Environment = Readonly<Record<string, string | undefined>>

// --- queries

/** Decides on colours: `NO_COLOR` beats `FORCE_COLOR` beats what the terminal can. */
export const colours = (io: Pick<Io, "terminal">, env: Environment): boolean => {
  if ((env.NO_COLOR ?? "") !== "") return false
  const forced = env.FORCE_COLOR
  if (forced !== undefined) return forced !== "0" && forced !== "false"
  return io.terminal && env.TERM !== "dumb"
}
