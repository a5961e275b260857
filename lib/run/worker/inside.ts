/**
 * Inside of a worker: whether this process is one, and whether it is just loading its workflow file.
 *
 * A file that starts a run when it is loaded would start workers that load it, and so on without end. So no run begins
 * while a worker loads, and one that begins later, in a task or in what a file left behind, starts no workers.
 */

// --- model

/** What copies of the library that meet in one process must know alike. */
interface State {
  worker: boolean
  /** The workflow file, while it is loaded. */
  loading: string | undefined
}

// --- queries

/** Tells whether this process is a worker. */
export const isWorker = (): boolean => state().worker

// --- combinators

/** Loads the workflow file of a worker, which this process is from then on: until it is done, no run begins. */
export const whileLoading = async <A>(file: string, load: () => Promise<A>): Promise<A> => {
  const own = state()
  own.worker = true
  own.loading = file
  try {
    return await load()
  } finally {
    own.loading = undefined
  }
}

/** Throws where a run would begin while a worker loads its file. */
export const refuse = (): void => {
  const { loading } = state()
  if (loading === undefined) return
  throw new Error(
    `run() is called while ${loading} is loaded, which worker processes load too: put the call under ` +
      "if (process.argv[1] === import.meta.filename) { … }, or into a file of its own",
  )
}

// --- internals

const place = Symbol.for("waluigi/worker")

const state = (): State => {
  const all = globalThis as { [place]?: State }
  return (all[place] ??= { worker: false, loading: undefined })
}
