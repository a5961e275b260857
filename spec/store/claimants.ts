/**
 * Claimants: sessions that take a claim, give it back and sweep, on files in memory, in every order of their steps, and
 * that die at any. The oracle is who was told to own the claim, beside who lives.
 */
import fc from "fast-check"
import * as Claim from "../../lib/store/claim.ts"

// --- model

export const place = Claim.name(["a/output.json"])

/** One session: takes the claim and gives it back, so many times, and then sweeps. */
export interface Session {
  readonly name: string
  readonly talk: Claim.Talk<void>
  said: IteratorResult<Claim.Step, void>
  alive: boolean
  owns: boolean
  /** How often it has had the claim. */
  had: number
}

/** What happens next: a session takes a step, or dies. */
export interface Move {
  readonly who: number
  readonly dies: boolean
}

export interface World {
  readonly files: Map<string, string>
  readonly sessions: ReadonlyArray<Session>
}

// --- constructors

export const world = (count: number, turns: number, sweeps = true): World => {
  const files = new Map<string, string>()
  const sessions = Array.from({ length: count }, (_, number): Session => {
    const own: Session = {
      name: `s${number}`,
      talk: living(files, () => own, turns, sweeps),
      said: { done: true, value: undefined },
      alive: true,
      owns: false,
      had: 0,
    }
    return own
  })
  for (const session of sessions) session.said = session.talk.next()
  return { files, sessions }
}

function* living(
  files: ReadonlyMap<string, string>,
  own: () => Session,
  turns: number,
  sweeps = true,
): Claim.Talk<void> {
  for (let turn = 0; turn < turns; turn += 1) {
    const taken = yield* Claim.take(place)
    if (taken._tag === "Held") continue
    own().owns = true
    own().had += 1
    // Something is done meanwhile.
    yield { _tag: "Read", name: "work" }
    own().owns = false
    yield* Claim.release(taken.files, own().name, false)
  }
  const found = sweeps ? [...files.keys()] : []
  if (found.length > 0) yield* Claim.sweep(place, found, own().name)
}

// --- combinators

/** Does what a session is about to do, and gives the answer. */
export const step = ({ files, sessions }: World, session: Session): unknown => {
  if (session.said.done === true || !session.alive) return undefined
  const answered = answer(files, sessions, session, session.said.value)
  session.said = session.talk.next(answered)
  return answered
}

const answer = (
  files: Map<string, string>,
  sessions: ReadonlyArray<Session>,
  session: Session,
  said: Claim.Step,
): unknown => {
  switch (said._tag) {
    case "Make":
      if (files.has(said.name)) return false
      files.set(said.name, session.name)
      return true
    case "Read": {
      const holder = files.get(said.name)
      return holder === undefined ? undefined : { session: holder, inode: 0, seen: 0, beats: true }
    }
    case "Remove":
      files.delete(said.name)
      return undefined
    case "IsDead":
      return sessions.find(({ name }) => name === said.holder.session)?.alive === false
  }
}

/** Throws where two that live own the claim. */
export const check = ({ sessions }: World): void => {
  const owners = sessions.filter(({ alive, owns }) => alive && owns)
  if (owners.length > 1) throw new Error(`${owners.map(({ name }) => name).join(" and ")} own it at once`)
}

/** Lets all that live come to their end, in turns. */
export const finish = (world: World): void => {
  for (let left = 10_000; world.sessions.some(({ alive, said }) => alive && said.done !== true); left -= 1) {
    if (left === 0) throw new Error("they come to no end")
    for (const session of world.sessions) {
      step(world, session)
      check(world)
    }
  }
}

/** A newcomer, when all others have come to their end or died: it gets the claim, and leaves nothing. */
export const follow = (old: World): void => {
  const dead = old.sessions.map((session) => ({ ...session, alive: false, owns: false }))
  const [late] = world(1, 1).sessions as [Session]
  const fresh = { files: old.files, sessions: [...dead, { ...late, name: "late" }] }
  const own = fresh.sessions.at(-1) as Session
  const talk = living(old.files, () => own, 1)
  const session: Session = Object.assign(own, { talk, said: talk.next() })
  for (let left = 1_000; session.said.done !== true; left -= 1) {
    if (left === 0) throw new Error("they come to no end")
    step(fresh, session)
  }
  if (session.had !== 1) throw new Error("nobody can have the claim any more")
  if (old.files.size > 0) throw new Error(`${[...old.files.keys()].join(", ")} are left`)
}

/** Sessions, and what happens to them, one time in a dozen a death. */
export const anyOrder = (): fc.Arbitrary<{ readonly count: number; readonly moves: ReadonlyArray<Move> }> =>
  fc.integer({ min: 2, max: 5 }).chain((count) => {
    const dies = fc.nat({ max: 12 }).map((n) => n === 12)
    const moves = fc.array(fc.record({ who: fc.nat({ max: count - 1 }), dies }), { maxLength: 120, size: "max" })
    return moves.map((moves) => ({ count, moves }))
  })

export const ghost = (name: string): Session => ({
  name,
  talk: Claim.release([], name, false),
  said: { done: true, value: undefined },
  alive: false,
  owns: false,
  had: 0,
})

/** Lets happen what happens, and then all come to their end. Throws where a law is broken. */
export const settle = ({ count, moves }: { readonly count: number; readonly moves: ReadonlyArray<Move> }): void => {
  const all = world(count, 3)
  for (const { who, dies } of moves) {
    const session = all.sessions[who] as Session
    if (dies) session.alive = false
    step(all, session)
    check(all)
  }
  finish(all)
  follow(all)
}

/**
 * Walks all orders of steps and deaths, each from the start, for a conversation cannot be copied; a world that was seen
 * is not walked again. Gives how many were.
 */
export const explore = (begin: () => World, deaths: number): number => {
  const seen = new Set<string>()
  const waiting: Array<ReadonlyArray<Move>> = [[]]
  for (let path = waiting.pop(); path !== undefined; path = waiting.pop()) {
    const now = begin()
    const heard = now.sessions.map((): Array<unknown> => [])
    for (const { who, dies } of path) {
      const session = now.sessions[who] as Session
      if (dies) session.alive = false
      else heard[who]?.push(step(now, session))
    }
    check(now)
    const key = JSON.stringify([[...now.files].sort(), heard, now.sessions.map(({ alive }) => alive)])
    if (seen.has(key)) continue
    seen.add(key)
    const living = [...now.sessions.entries()].filter(([, { alive, said }]) => alive && said.done !== true)
    const died = path.filter(({ dies }) => dies).length
    for (const [who] of living) {
      waiting.push([...path, { who, dies: false }])
      if (died < deaths) waiting.push([...path, { who, dies: true }])
    }
    if (living.length === 0) follow(now)
  }
  return seen.size
}
