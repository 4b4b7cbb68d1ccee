// The commands that read a center: what they take, and how they are used.
import { Option } from 'commander';
import type { Declaring } from './declare.js';
import { files } from './declare.js';
import { examples, LOCK_VARIABLES, NOTIFY_VARIABLE } from './help.js';
import {
  common,
  format,
  lockUrl,
  network,
  positive,
  previous,
  REPORT_FORMATS,
  reports,
  select,
  wholeNumber,
} from './options.js';

/** In the order of `cutover --help`. */
export function centerCommands(declaring: Declaring): void {
  for (const declare of [validate, plan, apply, drift, pull]) declare(declaring);
}

function validate({ command, runs }: Declaring): void {
  runs(
    common(files(command('validate', 'check the files: every problem at once, no network')))
      .addOption(format('text', 'json', 'markdown', 'html', 'github', 'sarif'))
      .addOption(reports('json', 'markdown', 'html', 'github', 'sarif'))
      .addHelpText(
        'after',
        examples(['cutover validate center.yaml'], ['cutover validate centers/ --format json']),
      ),
    () => import('../commands/validate.js'),
  );
}

function plan({ command, runs }: Declaring): void {
  runs(
    network(select(files(command('plan', 'read live and show what would change; nothing is written'))))
      .addOption(format('text', ...REPORT_FORMATS))
      .addOption(reports(...REPORT_FORMATS))
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
    () => import('../commands/plan.js'),
  );
}

function apply({ command, runs }: Declaring): void {
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
    () => import('../commands/apply.js'),
  );
}

function drift({ command, runs }: Declaring): void {
  runs(
    network(
      select(files(command('drift', 'compare live with the files: what moved, and in which direction'))),
    )
      .addOption(format('text', ...REPORT_FORMATS))
      .addOption(reports(...REPORT_FORMATS))
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
    () => import('../commands/drift.js'),
  );
}

function pull({ command, runs }: Declaring): void {
  runs(
    network(
      files(command('pull', 'write the live state as YAML, with the file’s own provider block and policy')),
    )
      .option('-o, --out <file>', 'where to write; - is standard output', '-')
      .usage('[options] FILE')
      .addHelpText('after', examples(['cutover pull center.yaml -o live.yaml'])),
    () => import('../commands/pull.js'),
  );
}
