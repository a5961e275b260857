/**
 * Admission: starts what is ready while there is room, and lets those go on that waited.
 */
import * as Again from "./again.ts"
import type * as Heap from "./heap.ts"
import * as Need from "./need.ts"
import * as Room from "./room.ts"
import { Status } from "./stage.ts"
import * as Turn from "./turn.ts"
import * as Vector from "./vector.ts"

// --- combinators

/** Starts as much as there is room for, the first in line first. O(starts · (lines + log ready)). */
export const admit = (turn: Turn.Turn): void => {
  for (;;) {
    const line = Room.next(turn.room, turn.policy)
    if (line === undefined) return
    const number = (turn.room.lines[line]?.waiting as Heap.Branch<number>).value
    turn.room = Room.leave(turn.room, line)
    const now = Turn.status(turn, number)
    // One that has ended while it waited to go on is no longer either.
    if (now !== Status.Ready && now !== Status.Resuming) continue
    if (now === Status.Ready) start(turn, number)
    else {
      Need.goOn(turn, number)
      Again.watch(turn, number)
    }
  }
}

const start = (turn: Turn.Turn, number: number): void => {
  const node = Turn.id(turn, number)
  const without = Turn.without(turn, number)
  const attempt = Vector.get(turn.extras, number).failed + 1
  Vector.set(turn.words, number, Status.Running)
  turn.running += 1
  turn.room = Room.take(turn.room, turn.policy, Turn.policyOf(turn, number))
  if (without.length > 0 && attempt === 1) turn.told.push({ _tag: "Partial", time: turn.time, node, without })
  turn.starts.push({ _tag: "Start", node, attempt, without })
}
