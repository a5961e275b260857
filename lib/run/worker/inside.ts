/**
 * Inside of a worker: whether this process is one that is just loading its workflow file.
 *
 * A file that starts a run when it is loaded would start workers that load it, and so on without end.
 */

let loading: string | undefined

// --- combinators

/** Loads the workflow file of a worker: until it is done, no run begins. */
export const whileLoading = async <A>(file: string, load: () => Promise<A>): Promise<A> => {
  loading = file
  try {
    return await load()
  } finally {
    loading = undefined
  }
}

/** Throws where a run would begin while a worker loads its file. */
export const refuse = (): void => {
  if (loading === undefined) return
  throw new Error(
    `run() is called while ${loading} is loaded, which worker processes load too: put the call under ` +
      "if (process.argv[1] === import.meta.filename) { … }, or into a file of its own",
  )
}
