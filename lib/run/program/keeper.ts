/**
 * Keepers: a small process beside this one, which ends the programs that this one has started, should it be killed. Of
 * kill -9 nobody hears but who holds the other end of a pipe.
 *
 * It lives as long as there is a program to keep. Where there is no `sh`, such as on Windows, nobody keeps.
 */
import { type ChildProcess, spawn } from "node:child_process"

// --- combinators

/** Makes sure that there is a keeper, before a program is started: later it would be too late for it by some milliseconds. */
export const prepare = (): void => {
  keeper ??= begin()
}

/** Keeps a process group: once this process is gone, however it went, the group is killed. */
export const keep = (group: number): void => {
  prepare()
  kept.add(group)
  say(`+ ${group}`)
}

/** Lets a process group go, which has ended; nothing, where the program for which all was prepared did not start. */
export const forget = (group: number | undefined): void => {
  if (group !== undefined && kept.delete(group)) say(`- ${group}`)
  if (kept.size > 0) return
  keeper?.stdin?.end()
  keeper = undefined
}

// --- internals

let keeper: ChildProcess | undefined
const kept = new Set<number>()

/** Reads until the pipe ends, which the system does for a process that is gone; then kills those that are left. */
const script = `groups=
while read -r sign group; do
  case $sign in
    +) groups="$groups $group" ;;
    -)
      rest=
      for each in $groups; do [ "$each" = "$group" ] || rest="$rest $each"; done
      groups=$rest ;;
  esac
done
for each in $groups; do kill -s KILL -- "-$each"; done
`

/** In a group of its own, so that what ends ours leaves it. It keeps this process from nothing. */
const begin = (): ChildProcess => {
  const child: ChildProcess = spawn("sh", ["-c", script], { stdio: ["pipe", "ignore", "ignore"], detached: true })
  child.on("error", () => undefined)
  // One that could not be started has none.
  child.stdin?.on("error", () => undefined)
  child.unref()
  return child
}

const say = (line: string): void => {
  keeper?.stdin?.write(`${line}\n`)
}
