import { describe, expect, it } from "vitest"
import { type Person, withTasks } from "./person.ts"

/** The decided slots of every node of a task, as `plan --json` has them. */
const slots = async (someone: Person, words: string, task: string, env: Readonly<Record<string, string>> = {}) => {
  let out = ""
  const world = { out: (text: string) => void (out += text) }
  const { code, err } = await someone.types(`plan ${words} --json`, world, { NO_COLOR: "1", ...env })
  if (code !== 0) throw new Error(err)
  const { nodes } = JSON.parse(out) as { nodes: Record<string, { task: string; slots: Record<string, unknown> }> }
  return Object.values(nodes)
    .filter((node) => node.task === task)
    .map((node) => node.slots)
}

const years = async (someone: Person, words: string, env?: Readonly<Record<string, string>>) =>
  (await slots(someone, words, "TaskA", env)).map(({ year }) => year).sort()

const withSettings = (toml: string): Person => {
  const someone = withTasks()
  someone.writes("waluigi.toml", toml)
  return someone
}

describe("the parameters of waluigi.toml", () => {
  it("are set as on the command line", async () =>
    expect(await years(withSettings("[parameters]\nyear = 2024\n"), "TaskC")).toStrictEqual([2024]))

  it("3.4: are read by the type of the slot: text like a shell's, all else as JSON", async () => {
    expect(await years(withSettings('[parameters]\nyear = "2016..2018"\n'), "TaskC")).toStrictEqual([2016, 2017, 2018])
    expect(await years(withSettings("[parameters]\nyear = [2016, 2017]\n"), "TaskC")).toStrictEqual([2016, 2017])
  })

  it.each([
    ["a table", "[parameters.TaskA]\nyear = 2024"],
    ["a key with dots", "[parameters]\nTaskA.year = 2024"],
    ["a key in quotes", '[parameters]\n"TaskA.year" = 2024'],
    ["a table in one line", "parameters = { TaskA = { year = 2024 } }"],
    ["a table whose name is in quotes", '[parameters."TaskB:TaskA"]\nyear = 2024'],
  ])("3.4: join the keys of tables in tables with dots: %s", async (_, toml) =>
    expect(await years(withSettings(toml), "TaskC")).toStrictEqual([2024]))

  it("3.2: give way to what says more, wherever it stands, and to what comes later where both say as much", async () => {
    const someone = withSettings('[parameters]\n"TaskA.year" = 2001\nyear = 2002\n')
    expect(await years(someone, "TaskC --year=2024")).toStrictEqual([2001])
    expect(await years(someone, "TaskC --TaskA.year=2024")).toStrictEqual([2024])
    expect(await years(withSettings("[parameters]\nyear = 2002\n"), "Sum2024")).toStrictEqual([2024])
    expect(await years(withSettings('[parameters]\n"year!" = 2002\n'), "TaskC --TaskA.year=2024")).toStrictEqual([2002])
  })

  it("may name a task in place of another", async () =>
    expect(await slots(withSettings('[parameters]\nTaskB = "TaskBcustom"\n'), "TaskC", "TaskBcustom")).toHaveLength(1))

  it("5.2: may be zipped", async () => {
    const someone = withSettings(
      'zip = ["TaskA.year", "what"]\n[parameters]\nTaskA.year = [2016, 2017]\nwhat = ["histos", "counts"]\n',
    )
    expect(await slots(someone, "TaskC", "TaskB")).toHaveLength(2)
    const product = withSettings('[parameters]\nTaskA.year = [2016, 2017]\nwhat = ["histos", "counts"]\n')
    expect(await slots(product, "TaskC", "TaskB")).toHaveLength(4)
  })

  it("3.7: are found again by file and line", async () => {
    const someone = withSettings('# settings\n\n[parameters]\n"TaskA.year" = "20x4" # no year\n')
    expect((await someone.types("plan TaskC")).err).toMatchInlineSnapshot(`
      "error: TaskC.b.datasets.year cannot be 20x4
        given  TaskA.year = "20x4"   in waluigi.toml:4
        takes  int: an integer such as 2016
      "
    `)
    expect(
      (await withSettings("[parameters]\nyear = 2024\n").types("explain TaskC -- TaskA.year")).out,
    ).toMatchInlineSnapshot(`
      "TaskC.b.datasets.year = 2024
        by   year = 2024   in waluigi.toml:2
        try  --TaskC.b.datasets.year=…   sets just this
      "
    `)
  })
})

describe("3.5: a file that two workflows share", () => {
  // TaskZ and TaskC are two workflows: TaskC has a title, TaskZ has none; both have a TaskA.
  const shared = withSettings.bind(undefined, '[parameters]\nTaskC.title = "of both"\nTaskA.year = 2024\n')

  it("sets in each what it has, and says nothing of what only the other has", async () => {
    const someone = shared()
    expect(await slots(someone, "TaskC", "TaskC")).toMatchObject([{ title: "of both" }])
    expect(await years(someone, "TaskZ")).toStrictEqual([2024])
    expect((await someone.types("plan TaskZ")).err).toBe("")
    expect((await someone.types("plan TaskA")).err).toBe("")
  })

  it("warns of a key whose task is there and whose slot is not", async () =>
    expect((await withSettings("[parameters]\nTaskA.yaer = 2024\n").types("plan TaskZ")).err).toMatchInlineSnapshot(`
      "warning: TaskA.yaer changes nothing in TaskZ: no parameter here has this key
        given  TaskA.yaer = 2024   in waluigi.toml:2
        try    TaskA.year = 2024
               "TaskA:year" = 2024
               year = 2024

      "
    `))

  it("is silent on a replacement that this workflow has no use for, be it known or not", async () => {
    const someone = withSettings('[parameters]\nTaskX = "TaskY"\n')
    expect(await someone.types("plan TaskZ")).toMatchObject({ code: 0, err: "" })
  })

  it("holds for the environment alike", async () => {
    const { code, err } = await shared().types(
      "plan TaskZ",
      {},
      { NO_COLOR: "1", WALUIGI_OVERRIDES: "--TaskC.title=a" },
    )
    expect({ code, err }).toStrictEqual({ code: 0, err: "" })
  })
})

describe("a profile", () => {
  const toml =
    'workers = 3\n[parameters]\nyear = 2001\n[profile.test]\noutput-root = "tried"\n[profile.test.parameters]\nyear = 2002\n' +
    "[profile.late.parameters]\nyear = 2003\n"

  it("is laid over the rest, by --profile or WALUIGI_PROFILE, several in order", async () => {
    const someone = withSettings(toml)
    expect(await years(someone, "TaskC")).toStrictEqual([2001])
    expect(await years(someone, "TaskC", { WALUIGI_PROFILE: "test" })).toStrictEqual([2002])
    expect(await years(someone, "TaskC", { WALUIGI_PROFILE: "test,late" })).toStrictEqual([2003])
    for (const words of ["--profile=late,test", "--profile late,test", "-p late,test"])
      expect((await someone.types(`${words} plan TaskA`)).out).toMatch(/year: 2002\) {3}tried\//)
    const env = { NO_COLOR: "1", WALUIGI_PROFILE: "late" }
    expect((await someone.types("--profile=test plan TaskA", {}, env)).out).toContain("year: 2002")
  })

  it("may be misspelt", async () =>
    expect((await withSettings(toml).types("--profile=tset plan TaskA")).err).toMatchInlineSnapshot(`
      "error: there is no profile tset
        given   --profile=tset
        looked  waluigi.toml
        try     --profile=test
        known   test and late
      "
    `))

  it("may be asked for where there is none", async () =>
    expect((await withTasks().types("--profile=test plan TaskA")).err).toMatchInlineSnapshot(`
      "error: there is no profile test
        given  --profile=test
        try    [profile.test.parameters] in waluigi.toml
      "
    `))
})

describe("WALUIGI_OVERRIDES", () => {
  const told = async (text: string, words = "plan TaskC") =>
    withTasks().types(words, {}, { NO_COLOR: "1", WALUIGI_OVERRIDES: text })

  it("holds the words of a command line, quoted as in sh", async () => {
    const env = { WALUIGI_OVERRIDES: `--year=2024 --TaskC.title='two words' "--what=counts"` }
    expect(await years(withTasks(), "TaskC", env)).toStrictEqual([2024])
    expect(await slots(withTasks(), "TaskC", "TaskC", env)).toMatchObject([{ title: "two words" }])
  })

  it("3: stands behind the config file and before the code and the command line", async () => {
    const someone = withSettings("[parameters]\nyear = 2001\n")
    expect(await years(someone, "TaskC", { WALUIGI_OVERRIDES: "--year=2002" })).toStrictEqual([2002])
    expect(await years(someone, "TaskC --year=2003", { WALUIGI_OVERRIDES: "--year=2002" })).toStrictEqual([2003])
    expect(await years(withTasks(), "Sum2024", { WALUIGI_OVERRIDES: "--TaskA.year=2002" })).toStrictEqual([2024])
  })

  it("may be zipped", async () => {
    const env = { WALUIGI_OVERRIDES: "--TaskA.year=2016,2017 --what=histos,counts --zip=TaskA.year,what" }
    expect(await slots(withTasks(), "TaskC", "TaskB", env)).toHaveLength(2)
  })

  it("holds nothing else", async () => {
    expect((await told("year=2024 --workers=3 --dry-run --title --run")).err).toMatchInlineSnapshot(`
      "error: WALUIGI_OVERRIDES holds overrides only, and year=2024 is none: it is no override
        given  year=2024
        try    --year=2024
        takes  overrides as behind a task: --year=2024 --TaskA.title='two words'

      error: WALUIGI_OVERRIDES holds overrides only, and --workers=3 is none: it is an option of the program
        given  --workers=3
        takes  overrides as behind a task: --year=2024 --TaskA.title='two words'

      error: WALUIGI_OVERRIDES holds overrides only, and --dry-run is none: it is an option of the program
        given  --dry-run
        takes  overrides as behind a task: --year=2024 --TaskA.title='two words'

      error: WALUIGI_OVERRIDES holds overrides only, and --title is none: it has no value
        given  --title
        try    --title=…
        takes  overrides as behind a task: --year=2024 --TaskA.title='two words'

      error: WALUIGI_OVERRIDES holds overrides only, and --run is none: it calls the action run, and only overrides stand here
        given  --run
        takes  overrides as behind a task: --year=2024 --TaskA.title='two words'
      "
    `)
    expect((await told("--year:=[2024")).err).toMatchInlineSnapshot(`
      "error: WALUIGI_OVERRIDES holds overrides only, and --year:=[2024 is none: what stands behind := is no JSON: Expected ',' or ']' after array element in JSON at position 5
        given  '--year:=[2024'
        takes  overrides as behind a task: --year=2024 --TaskA.title='two words'
      "
    `)
    expect((await told("--title='two words")).err).toMatchInlineSnapshot(`
      "error: WALUIGI_OVERRIDES cannot be read: the ' is never closed
        given  --title='two words
                       ^
        takes  words of a command line, quoted as in sh: --year=2024 --title='two words'
      "
    `)
  })

  it("is named where a value does not fit, and where a key fits nothing", async () => {
    expect((await told("--year=20x4")).err).toMatchInlineSnapshot(`
      "error: TaskC.b.datasets.year cannot be 20x4
        given  --year=20x4   in $WALUIGI_OVERRIDES
        takes  int: an integer such as 2016
      "
    `)
    expect(await told("--yaer=2024")).toMatchObject({ code: 0 })
    expect((await told("--yaer=2024")).err).toMatchInlineSnapshot(`
      "warning: yaer changes nothing in TaskC: no parameter here has this key
        given  --yaer=2024   in $WALUIGI_OVERRIDES
        try    --year=2024
               --TaskA.year=2024

      "
    `)
  })
})

describe("the options of waluigi.toml", () => {
  it("are those of the command, which wins", async () => {
    const someone = withSettings('file = "flow/tasks.ts"\noutput-root = "made"\n')
    someone.writes("flow/tasks.ts", 'export * from "../workflow.ts"\n')
    expect((await someone.types("plan TaskA")).out).toContain(" made/TaskA")
    expect((await someone.types("plan TaskA -o typed")).out).toContain(" typed/TaskA")
    expect((await someone.types("--no-config plan TaskA")).out).toContain(" results/TaskA")
  })

  it("count from the file's folder, as does the workflow beside it", async () => {
    const someone = withSettings('output-root = "made"\n')
    someone.writes("deep/er/readme", "")
    const { code, out } = await someone.types("plan TaskA", { folder: `${someone.folder}/deep/er` })
    expect(code).toBe(0)
    expect(out).toContain("<folder>/made/TaskA")
  })

  it("are read beside the workflow file that is asked for, where nothing stands here", async () => {
    const someone = withTasks()
    someone.writes("flow/waluigi.toml", "[parameters]\nyear = 2001\n")
    someone.writes("flow/workflow.ts", 'export * from "../workflow.ts"\n')
    expect((await someone.types("-f flow/workflow.ts plan TaskA")).out).toContain("year: 2001")
    expect((await someone.types("--config=flow/waluigi.toml plan TaskA")).out).toContain("year: 2001")
  })

  it("may stand in package.json", async () => {
    const someone = withTasks()
    someone.writes(
      "package.json",
      '{\n  "waluigi": {\n    "parameters": { "TaskA.year": [2001, 2002], "TaskC": { "title": 3 } }\n  }\n}\n',
    )
    expect(await years(someone, "TaskB")).toStrictEqual([2001, 2002])
    expect((await someone.types("plan TaskC")).err).toMatchInlineSnapshot(`
      "error: TaskC.title cannot be 3
        given  "TaskC.title": 3   in package.json:3
        takes  str
      "
    `)
  })

  it("are shown by waluigi config, each with its place", async () => {
    const someone = withSettings(
      'workers = 3\n[parameters]\nyear = 2001\n"TaskB:TaskA.year" = [2016,\n  2017]\n[profile.test.parameters]\ntitle = "a"\n[profile.late]\n',
    )
    expect(
      (await someone.types("config -p test", {}, { NO_COLOR: "1", WALUIGI_OVERRIDES: "--what=counts --fast" })).out,
    ).toMatchInlineSnapshot(`
      "  settings  waluigi.toml
        profile   test
        others    late   (--profile=late)

        workers             3            waluigi.toml:1
        --year              2001         waluigi.toml:3
        --TaskB:TaskA.year  [2016,2017]  waluigi.toml:4
        --title             a            waluigi.toml:7
        --what              counts       $WALUIGI_OVERRIDES
        --fast                           $WALUIGI_OVERRIDES
      "
    `)
    expect((await withTasks().types("config")).out).toMatchInlineSnapshot(`
      "  settings  none: no waluigi.toml, no waluigi in package.json
      "
    `)
  })
})

describe("settings that are wrong", () => {
  const says = async (toml: string): Promise<string> => {
    const { code, out, err } = await withSettings(toml).types("plan TaskA")
    expect({ code, out }).toStrictEqual({ code: 2, out: "" })
    return err
  }

  it("may be no TOML", async () =>
    expect(await says("[parameters]\nyear = 20x4\n")).toMatchInlineSnapshot(`
    "error: waluigi.toml is no TOML: illegal character in numeric literal
      at     waluigi.toml:2:10
      given  year = 20x4
                      ^
    "
  `))

  it("may have keys that there are not", async () =>
    expect(await says("wrokers = 2\nyear = 2024\n[profile.test]\nTaskA.year = 2\n")).toMatchInlineSnapshot(`
      "error: there is no setting wrokers
        at     waluigi.toml:1
        try    workers
        known  file, workers, resources, retries, timeout, fail-fast, max-failures, rebuild, claim-timeout, grace, output-root, task-limit, quiet, parameters, zip and profile

      error: there is no setting year
        at     waluigi.toml:2
        note   parameters of tasks stand under [parameters]
        try    [parameters]
        known  file, workers, resources, retries, timeout, fail-fast, max-failures, rebuild, claim-timeout, grace, output-root, task-limit, quiet, parameters, zip and profile

      error: there is no setting profile.test.TaskA
        at     waluigi.toml:3
        note   parameters of tasks stand under [profile.test.parameters]
        try    [profile.test.parameters]
        known  file, workers, resources, retries, timeout, fail-fast, max-failures, rebuild, claim-timeout, grace, output-root, task-limit, quiet, parameters and zip
      "
    `))

  it("may have values that do not fit", async () =>
    expect(
      await says('workers = "two"\nfile = 3\nparameters = [1]\nprofile = "test"\nzip = "year"\nquiet = 2012-02-03\n'),
    ).toMatchInlineSnapshot(`
      "error: file cannot be 3
        at     waluigi.toml:2
        takes  the path of a workflow file

      error: workers cannot be "two"
        at     waluigi.toml:1
        takes  a whole number from 1 upwards

      error: quiet cannot be 2012-02-03
        at     waluigi.toml:6
        takes  true or false

      error: parameters cannot be [1]
        at     waluigi.toml:3
        takes  a table of parameters
        try    [parameters]

      error: zip cannot be "year"
        at     waluigi.toml:5
        takes  two keys or more
        try    zip = ["year", "lumi"]

      error: profile cannot be "test"
        at     waluigi.toml:4
        takes  a table of profiles
        try    [profile.test.parameters]
      "
    `))

  it("may zip what is not there", async () =>
    expect(
      await says('zip = ["year", "waht"]\n[parameters]\nyear = [1, 2]\nwhat = ["histos", "counts"]\n'),
    ).toMatchInlineSnapshot(`
      "error: zip cannot be ["year","waht"]
        at     waluigi.toml:1
        takes  keys of parameters beside it: there is no waht
        try    "what"
      "
    `))

  it("may have a key that is no pattern", async () =>
    expect(await says('[parameters.TaskB]\n"TaskA:year" = 2024\n')).toMatchInlineSnapshot(`
      "error: "TaskB.TaskA:year" is no key: a task begins a segment: write ":TaskA" for TaskA anywhere below
        given  "TaskB.TaskA:year" = 2024   in waluigi.toml:2
                      ^
        try    "TaskA:year" = 2024
               TaskA.year = 2024
               year = 2024
      "
    `))

  it("may stand in two files", async () => {
    const someone = withSettings("workers = 2\n")
    someone.writes("package.json", '{ "waluigi": { "workers": 2 } }')
    expect((await someone.types("plan TaskA")).err).toMatchInlineSnapshot(`
      "error: settings stand in two files
        at   waluigi.toml
             package.json, under "waluigi"
        try  move what package.json has into waluigi.toml
             waluigi --config waluigi.toml … to read that one alone
      "
    `)
    expect((await someone.types("--config waluigi.toml plan TaskA")).code).toBe(0)
  })

  it("may be a package.json that is no JSON", async () => {
    const someone = withTasks()
    someone.writes("package.json", '{\n  "waluigi": { "workers": 2, }\n}\n')
    expect((await someone.types("plan TaskA")).err).toMatchInlineSnapshot(`
      "error: package.json is no JSON: Expected double-quoted property name
        at     package.json:2:30
        given    "waluigi": { "workers": 2, }
                                            ^
      "
    `)
  })

  it("may be missing where they are asked for", async () =>
    expect((await withTasks().types("--config=no.toml plan TaskA")).err).toMatchInlineSnapshot(`
      "error: there is no file no.toml
        given  --config=no.toml
        takes  the path of a waluigi.toml, or of a package.json
      "
    `))

  it("harm nothing where they are not wanted", async () =>
    expect((await withSettings("[").types("--no-config plan TaskA")).code).toBe(0))
})
