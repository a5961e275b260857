/**
 * Claims on disk: a run's, below its output root, in `.waluigi-claims`. Two runs of one place never make it at once,
 * whichever processes and machines they are of.
 *
 * Calls wait for the disk: to take a claim and give it back is 30 µs then, of the 700 that a run spends on a tiny task.
 *
 * Whether the holder of a claim is dead: of a process that we can see, by looking (`Temporary.lives`), so that a living
 * one never loses a claim and a dead one loses it at once. Of any other, by its signs of life: when there was none for
 * the `timeout`, by our own clock, since we first saw the last. No clocks are compared. One that has not begun to give
 * signs, for it computed before it came to that, has ten times as long.
 *
 * What is assumed of the file system, as local disks and NFS (3 and later) have it: to make a file that exists fails for
 * all but one; a file or folder that is opened shows what was written, touched and made before; a file that was removed
 * is gone.
 * Of machines: that the process of another, and on systems other than Linux of any, is not kept from running for longer
 * than the `timeout` and then goes on: two may make the same output then, each of them whole.
 */
import { accessSync, closeSync, constants, openSync, readdirSync, statfsSync } from "node:fs"
import { dirname, join } from "node:path"
import * as E from "#fp/Either"
import { temporary } from "../task/place.ts"
import * as Claim from "./claim.ts"
import * as Session from "./session.ts"
import type { ClaimOptions, Claims, StoreError, Target } from "./store.ts"
import * as System from "./system.ts"
import * as Temporary from "./temporary.ts"

// --- model

/** What was last seen of a holder, and since when. */
interface Sight {
  readonly seen: number
  readonly since: number
}

/** The folder of all claims, below the output root. */
export const folder = `${temporary}claims`

/** Milliseconds without a sign of life after which a process that cannot be seen is taken for dead, where nobody says. */
const timeout = 60_000

/** So many times longer may a process be silent that began to compute before it gave any sign. */
const patience = 10

/** Milliseconds after which a sign of life is old by any clock. */
const forgotten = 7 * 24 * 3600 * 1000

// --- constructors

/** Opens the claims of a run below a root. Nothing is read or written before the first is taken. */
export const of = (base: string, options: ClaimOptions = {}, link?: Session.Link): Claims => {
  const silence = options.timeout ?? timeout
  const below = join(base, folder)
  const we = Temporary.self()
  /** By inode and session: what is seen of one claim of a session holds for all of them. */
  const sights = new Map<string, Sight>()
  /** What is held, by the name of the claim. */
  const held = new Map<string, Holding>()
  let session: Session.Session | undefined
  let isLocal: boolean | undefined

  const isSilent = ({ session, inode, seen, beats }: Claim.Holder): boolean => {
    const now = performance.now()
    const file = `${inode} ${session}`
    const sight = sights.get(file)
    if (sight?.seen === seen) return now - sight.since >= (beats ? silence : patience * silence)
    sights.set(file, { seen, since: now })
    return false
  }

  const isDead = (holder: Claim.Holder): boolean => {
    if (holder.session === session?.name) return true
    const owner = Temporary.ownerOf(holder.session)
    const lives = owner === undefined ? undefined : Temporary.lives(owner, we)
    return lives === undefined ? isSilent(holder) || Date.now() - holder.seen > forgotten : !lives
  }

  /** Removes the sessions of the dead, and their claims. A session that lives on without its file makes another. */
  const clean = (found: ReadonlyArray<string>): void => {
    const dead = new Set<string>()
    for (const file of found) {
      const path = join(below, file)
      const holder = Session.read(path)
      if (holder === undefined || holder.session === session?.name || !isDead(holder)) continue
      if (Claim.isFile(file)) dead.add(Claim.claimOf(file))
      else if (Temporary.ownerOf(file) !== undefined) Session.remove(path)
    }
    for (const claim of dead) {
      const files = found.filter((file) => Claim.isFile(file) && Claim.claimOf(file) === claim)
      opened((by) => hold(by, Claim.sweep(claim, files, by.name)))
    }
  }

  /** Does on disk what a conversation asks for. */
  const hold = <A>(by: Session.Session, talk: Claim.Talk<A>): A => {
    let said = talk.next()
    while (said.done !== true) said = talk.next(answer(by, said.value))
    return said.value
  }

  const answer = (by: Session.Session, step: Claim.Step): unknown => {
    switch (step._tag) {
      case "Make":
        return by.make(step.name)
      case "Read":
        return Session.read(join(below, step.name))
      case "Remove":
        return by.remove(step.name)
      case "IsDead":
        return isDead(step.holder)
    }
  }

  /** Opens the session, with the first claim; once more where somebody removed its file. */
  const opened = <A>(f: (by: Session.Session) => A): A => {
    const known = session
    try {
      return f((session ??= begin()))
    } catch (cause) {
      if (known === undefined || !Session.isGone(cause)) throw cause
      end()
      void known.close()
      return f((session = begin()))
    }
  }

  const begin = (): Session.Session => {
    const begun = Session.open(below, we, Math.max(10, Math.min(silence / 4, 15_000)), link)
    leaving.add(leave)
    if (leaving.size === 1) process.on("exit", leaveAll)
    return begun
  }

  const release = (claim: string, holding: Holding): void => {
    if (held.get(claim) !== holding) return
    held.delete(claim)
    const { by, files, since } = holding
    try {
      hold(by, Claim.release(files, by.name, performance.now() - since >= silence))
    } catch {
      // It is a dead session's in the end.
    }
  }

  /** Gives back what is held, without waiting for anything. */
  const leave = (): void => {
    for (const [claim, holding] of held) release(claim, holding)
    session?.end()
    Session.prune(below)
  }

  const end = (): void => {
    session = undefined
    leaving.delete(leave)
    if (leaving.size === 0) process.off("exit", leaveAll)
  }

  return {
    take: (targets) => async () => {
      const claim = Claim.name(targets.map(({ path }) => path))
      if (held.has(claim)) return E.right({ _tag: "Held", by: "this run itself" })
      try {
        return opened((by) => {
          const taken = hold(by, Claim.take(claim))
          if (taken._tag === "Held") return E.right({ _tag: "Held", by: words(taken.session, we) })
          if (!(isLocal ??= isLocalDisk(below))) freshen(base, targets)
          const holding = { by, files: taken.files, since: performance.now() }
          held.set(claim, holding)
          return E.right({ _tag: "Taken", release: () => release(claim, holding) })
        })
      } catch (cause) {
        return E.left(refused(base, below, targets, cause))
      }
    },
    close: async () => {
      for (const [claim, holding] of held) release(claim, holding)
      try {
        clean(listing(below))
      } catch {
        // What cannot be removed is in nobody's way.
      }
      const ending = session
      leave()
      end()
      await ending?.close()
    },
  }
}

// --- internals

interface Holding {
  readonly by: Session.Session
  readonly files: ReadonlyArray<string>
  readonly since: number
}

/** What is done when this process ends, for all runs that it has: one listener, however many they are. */
const leaving = new Set<() => void>()

const leaveAll = (): void => {
  for (const leave of leaving) leave()
}

/** Says who holds a claim. */
const words = (session: string, we: Temporary.Owner): string => {
  const owner = Temporary.ownerOf(session)
  if (owner === undefined) return "another process"
  const { host, boot, processes, pid } = owner
  if (host !== we.host || boot !== we.boot) return `process ${pid} on ${host}`
  if (processes !== we.processes) return `process ${pid} of another container`
  return pid === we.pid ? "another run of this process" : `process ${pid}`
}

/**
 * Tells the file systems that one machine alone writes to, by the number that Linux gives them: on these nothing is
 * remembered that another process changed. Of any other, and on other systems, it is not known.
 */
const isLocalDisk = (folder: string): boolean => {
  try {
    return local.has(statfsSync(folder).type)
  } catch {
    return false
  }
}

/** ext2 to ext4, XFS, Btrfs, tmpfs, overlays of containers, ZFS, F2FS. */
const local: ReadonlySet<number> = new Set([
  0xef53, 0x58465342, 0x9123683e, 0x01021994, 0x794c7630, 0x2fc12fc1, 0xf2f52010,
])

/**
 * Opens the folders of what was claimed: who looks for it then sees what others have made. The client of a file server
 * may remember for a minute that something is missing, unless its folder is opened. 90 µs on a local disk, where it is
 * left out: a seventh of what a tiny task takes.
 */
const freshen = (base: string, targets: ReadonlyArray<Target>): void => {
  const known = new Set<string>()
  for (const { path } of targets)
    for (let at = 0; at >= 0; at = path.indexOf("/", at + 1)) {
      const folder = path.slice(0, at)
      if (known.has(folder)) continue
      known.add(folder)
      try {
        closeSync(openSync(join(base, folder), "r"))
      } catch {
        // Missing, or this system opens no folders.
        break
      }
    }
}

const listing = (folder: string): ReadonlyArray<string> => {
  try {
    return readdirSync(folder)
  } catch {
    return []
  }
}

/** What the system refuses for a claim it refuses for the output, nearly always: that is the path that a person knows. */
const refused = (base: string, below: string, [first]: ReadonlyArray<Target>, cause: unknown): StoreError => {
  const path = first === undefined ? below : join(base, first.path)
  return System.refused(first !== undefined && isWritable(dirname(path)) ? below : path, cause)
}

const isWritable = (path: string): boolean => {
  try {
    accessSync(path, constants.W_OK)
    return true
  } catch {
    return false
  }
}
