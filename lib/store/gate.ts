/**
 * Gates: so many at once and no more. Ten thousand outputs read or written at once must not run out of files.
 */

// --- model

/** Does some work when its turn comes, first come first served, and gives what it gives. */
export type Gate = <A>(work: () => Promise<A>) => Promise<A>

// --- constructors

/** Makes a gate that lets so many through at once. */
export const of = (most: number): Gate => {
  let inside = 0
  let waiting: Array<() => void> = []
  let next = 0
  const leave = (): void => {
    const call = waiting[next]
    if (call === undefined) {
      inside -= 1
      waiting = []
      next = 0
      return
    }
    next += 1
    call()
  }
  return async (work) => {
    if (inside < most) inside += 1
    else await new Promise<void>((resolve) => waiting.push(resolve))
    try {
      return await work()
    } finally {
      leave()
    }
  }
}

/** For outputs that are written, of which each opens one file at a time: room is left for those that are read. */
export const writing = (): Gate => of(32)

/** For outputs that are read: enough to keep a disk busy, few enough for the strictest limit of open files. */
export const reading = (): Gate => of(64)
