// The command line of cli.md: which commands there are and what they take. What they do loads when they run.
import { Command, CommanderError, Option } from 'commander';
import { EXIT, type ExitCode } from './exit.js';
import { examples, LOCK_VARIABLES, NOTIFY_VARIABLE } from './help.js';
import { hushed, type Io } from './io.js';
import {
  type CommonFlags,
  common,
  format,
  lockUrl,
  network,
  pairs,
  positive,
  reports,
  select,
  wholeNumber,
} from './options.js';
import { version } from './version.js';

/** A command: its operands, its flags, where it writes; resolves to the exit code. */
type Run<Flags extends Partial<CommonFlags>> = (
  operands: readonly string[],
  flags: Flags,
  io: Io,
) => Promise<ExitCode>;

/**
 * Runs one command line (without the program's own name). Never throws. `onCrash` takes what reports an error that
 * nothing caught, as any other: without a secret.
 */
export async function runProgram(
  argv: readonly string[],
  streams: Omit<Io, 'redactor'>,
  onCrash?: (report: (error: unknown) => Promise<ExitCode>) => void,
): Promise<ExitCode> {
  const io = hushed(streams);
  const verbose = argv.some((word) => word === '-v' || word === '--verbose');
  onCrash?.(async (error) => (await import('./report.js')).reportError(error, io, { verbose }));
  let code: ExitCode = EXIT.done;
  const program = createProgram(io, (result) => {
    code = result;
  });
  try {
    await program.parseAsync([...argv], { from: 'user' });
  } catch (error) {
    if (error instanceof CommanderError) return error.exitCode === 0 ? EXIT.done : EXIT.invalid;
    const { reportError } = await import('./report.js');
    return reportError(error, io, {});
  }
  return code;
}

function createProgram(io: Io, done: (code: ExitCode) => void): Command {
  const program = new Command('cutover')
    .description('Keeps a contact center the way a YAML file says it should be.')
    .version(version(), '-V, --version', 'print the version')
    .helpOption('-h, --help', 'explain a command')
    .exitOverride()
    .configureOutput({
      writeOut: io.write,
      writeErr: io.note,
      getOutHelpWidth: () => io.width,
      getErrHelpWidth: () => io.width,
      getOutHasColors: () => false,
      getErrHasColors: () => false,
    })
    .addHelpText(
      'after',
      examples(
        ['cutover validate centers/', 'find every problem of the files, without the network'],
        ['cutover plan center.yaml', 'see what would change'],
        ['cutover apply center.yaml', 'look, approve, apply, verify'],
        ['cutover demo', 'watch the whole story against a built-in simulator'],
      ),
    );

  /** Binds a command to the module that runs it; operands come as one flat list. */
  const runs = <Flags extends Partial<CommonFlags>>(
    command: Command,
    load: () => Promise<{ readonly run: Run<Flags> }>,
  ): void => {
    command.action(async (...given: unknown[]) => {
      const flags = command.opts<Flags>();
      const operands = given
        .slice(0, -2)
        .flat()
        .filter((one) => typeof one === 'string');
      try {
        const { run } = await load();
        done(await run(operands, flags, io));
      } catch (error) {
        const { reportError } = await import('./report.js');
        done(reportError(error, io, flags));
      }
    });
  };
  const command = (name: string, description: string): Command =>
    program.command(name).description(description);
  const files = (one: Command): Command =>
    one.argument('[files...]', 'YAML files, or folders of them').usage('[options] FILE|DIRECTORY...');

  runs(
    common(files(command('validate', 'check the files: every problem at once, no network')))
      .addOption(format('text', 'json', 'markdown', 'html', 'github', 'sarif'))
      .addOption(reports('json', 'markdown', 'html', 'github', 'sarif'))
      .addHelpText(
        'after',
        examples(['cutover validate center.yaml'], ['cutover validate centers/ --format json']),
      ),
    () => import('./commands/validate.js'),
  );
  runs(
    network(select(files(command('plan', 'read live and show what would change; nothing is written'))))
      .addOption(format('text', 'json', 'markdown', 'html', 'diff', 'github', 'sarif'))
      .addOption(reports('json', 'markdown', 'html', 'diff', 'github', 'sarif'))
      .option(...previous)
      .option('-o, --out <file>', 'keep the plan for `apply --plan`; - is standard output')
      .option('--detailed-exitcode', 'exit 2 when changes are pending')
      .option('--allow-deletes <n>', 'accept exactly N deletions over the ceiling', wholeNumber(0))
      .option('--no-verify', 'skip the run on the model')
      .addHelpText(
        'after',
        examples(
          ['cutover plan center.yaml'],
          ['cutover plan center.yaml --out plan.json', 'keep it, then: cutover apply --plan plan.json'],
          ['cutover plan centers/ --detailed-exitcode --shard 1/4', 'a part of many centers, in a pipeline'],
          ['cutover plan center.yaml --only queue/9001 "membership/9001/*"'],
          ['cutover plan center.yaml --report html=plan.html --report markdown=comment.md'],
        ),
      ),
    () => import('./commands/plan.js'),
  );
  runs(
    network(select(files(command('apply', 'plan, ask, apply, and read again until live is as desired'))))
      .addOption(format('text', 'json', 'markdown', 'html', 'diff', 'ndjson'))
      .addOption(reports('json', 'markdown', 'html', 'diff'))
      .option('--plan <plan.json>', 'apply what this saved plan shows, and nothing that moved since')
      .option('--strict', 'with --plan: refuse the whole plan if anything moved')
      .option('-y, --auto-approve', 'do not ask')
      .option('--allow-deletes <n>', 'accept exactly N deletions over the ceiling', wholeNumber(0))
      .option('--override-window', 'run outside policy.windows')
      .option('--drain-timeout <s>', 'seconds to wait for agents in a call', positive, 600)
      .option(
        '--secrets-out <file>',
        'where generated secrets go (default: <state-dir>/<center>.secrets.jsonl)',
      )
      .addOption(
        new Option('--secrets-command <cmd>', 'give each secret to this command instead').conflicts(
          'secretsOut',
        ),
      )
      .option(
        '--lock-url <url>',
        'lock at this server too, as Terraform’s http backend does; {center} gives each center its own',
        lockUrl,
      )
      .option('--no-verify', 'skip the run on the model')
      .addHelpText('after', LOCK_VARIABLES)
      .addHelpText(
        'after',
        examples(
          ['cutover apply center.yaml', 'look at the plan, then say yes'],
          ['cutover apply center.yaml --auto-approve', 'in a pipeline'],
          ['cutover apply --plan plan.json', 'exactly what was reviewed'],
        ),
      )
      .usage('[options] FILE|DIRECTORY... | --plan plan.json'),
    () => import('./commands/apply.js'),
  );
  runs(
    network(
      select(files(command('drift', 'compare live with the files: what moved, and in which direction'))),
    )
      .addOption(format('text', 'json', 'markdown', 'html', 'diff', 'github', 'sarif'))
      .addOption(reports('json', 'markdown', 'html', 'diff', 'github', 'sarif'))
      .option('--propose <file>', 'write the patch of your files that would adopt the live side')
      .option('--metrics <file>', 'write a Prometheus text file for the node exporter’s textfile collector')
      .option('--notify <url>', 'tell this webhook of drift and of failures, and once that it is over')
      .addHelpText('after', NOTIFY_VARIABLE)
      .addHelpText(
        'after',
        examples(
          ['cutover drift center.yaml', 'exit 2 when live is not as desired'],
          ['cutover drift center.yaml --propose live.patch', 'then look at it, and: git apply live.patch'],
          ['cutover drift centers/ --quiet --metrics /var/lib/node_exporter/cutover.prom', 'in a cron job'],
        ),
      ),
    () => import('./commands/drift.js'),
  );
  runs(
    network(files(command('pull', 'write the live state as YAML, with the file’s own provider block')))
      .option('-o, --out <file>', 'where to write; - is standard output', '-')
      .usage('[options] FILE')
      .addHelpText('after', examples(['cutover pull center.yaml -o live.yaml'])),
    () => import('./commands/pull.js'),
  );
  runs(
    common(command('show', 'show a saved plan').argument('<plan.json>', 'a file of `plan --out`'))
      .addOption(format('text', 'json', 'markdown', 'html', 'diff', 'github', 'sarif'))
      .option(...previous)
      .option('-o, --out <file>', 'where to write; - is standard output', '-')
      .addHelpText(
        'after',
        examples(
          ['cutover show plan.json'],
          ['cutover show plan.json --format html -o plan.html', 'a page to open in a browser'],
        ),
      ),
    () => import('./commands/show.js'),
  );
  runs(
    common(
      command('invert', 'make the plan that undoes a saved plan; no network').argument(
        '<plan.json>',
        'a file of `plan --out`',
      ),
    )
      .addOption(format('text', 'json'))
      .option('-o, --out <file>', 'keep the inverse for `apply --plan`; - is standard output')
      .option('--allow-deletes <n>', 'accept exactly N deletions over the ceiling', wholeNumber(0))
      .addHelpText(
        'after',
        examples(
          ['cutover invert plan.json', 'see what would be undone, and what cannot be'],
          ['cutover invert plan.json --out inverse.json', 'then: cutover apply --plan inverse.json'],
        ),
      ),
    () => import('./commands/invert.js'),
  );
  runs(
    common(
      command('simulate', 'run a vendor’s simulator on 127.0.0.1 until stopped').argument(
        '<type>',
        'provider type; also a package, or a path such as ./acme.js',
      ),
    )
      .addOption(
        new Option('--format <f>', 'how to print address and credentials; env: as lines for a shell')
          .choices(['json', 'env'])
          .default('json'),
      )
      .option('--port <n>', 'port to listen on; 0 takes a free one', wholeNumber(0), 0)
      .option('--seed-file <file>', 'a desired-state file whose content is the live state')
      .option('--option <k=v>', 'a switch of the vendor sheet (repeatable)', pairs)
      .option('--fault <k=v>', 'a fault to inject (repeatable)', pairs)
      .option('--latency <ms>', 'milliseconds that each answer takes', wholeNumber(0), 0)
      .option('--rng <n>', 'seed of everything random', wholeNumber(0), 1)
      .addHelpText(
        'after',
        examples(
          ['cutover simulate TYPE --seed-file center.yaml', '`cutover providers` lists the types'],
          ['cutover simulate TYPE --format env', 'lines to paste into another terminal'],
          [
            "cutover simulate TYPE --fault 'throttle=5@read:2'",
            'options and faults: docs/reference/simulator.md',
          ],
        ),
      ),
    () => import('./commands/simulate.js'),
  );
  runs(
    common(
      command('demo', 'the whole story, against embedded simulators').argument(
        '[type]',
        'tell it of one provider only',
      ),
    ).addHelpText(
      'after',
      examples(['cutover demo'], ['cutover demo TYPE', '`cutover providers` lists the types']),
    ),
    () => import('./commands/demo.js'),
  );
  runs(
    common(files(command('schema', 'print the JSON Schema of the file'))).addHelpText(
      'after',
      examples(
        ['cutover schema > cutover.schema.json'],
        ['cutover schema center.yaml', 'with the provider from outside that the file names'],
      ),
    ),
    () => import('./commands/schema.js'),
  );
  runs(
    common(
      command('providers', 'what each vendor can read, create, change and delete, and why not').argument(
        '[type]',
        'only this one; also a package, or a path such as ./acme.js',
      ),
    )
      .addOption(format('text', 'json', 'markdown'))
      .addHelpText('after', examples(['cutover providers'], ['cutover providers --format json'])),
    () => import('./commands/providers.js'),
  );
  return program;
}

const previous = [
  '--previous <file>',
  'with --format markdown: the comment or plan of the last push, to say what changed since',
] as const;
