/**
 * The program of a worker process, which the command and `run` start: joins the loading of a workflow file to what
 * serves. It is no command of its own.
 */
import { dirname } from "node:path"
import * as E from "#fp/Either"
import { serve } from "../run/worker/serve.ts"
import { load } from "./load.ts"

serve(async (file) => {
  const loaded = await load({ folder: dirname(file), asked: file, settings: undefined })
  if (E.isRight(loaded)) return loaded.right.named
  const error = loaded.left
  switch (error._tag) {
    case "Threw":
      throw error.cause
    case "NoFile":
      throw new Error("there is no such file")
    case "NothingExported":
      throw new Error("it exports no task and no workflow")
  }
})
