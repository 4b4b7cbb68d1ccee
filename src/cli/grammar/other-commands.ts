// The commands that need no center: saved plans, simulators, what there is to know.
import { Argument, Option } from 'commander';
import type { Declaring } from './declare.js';
import { files } from './declare.js';
import { examples } from './help.js';
import { common, format, network, pairs, previous, REPORT_FORMATS, select, wholeNumber } from './options.js';

/** In the order of `cutover --help`. */
export function otherCommands(declaring: Declaring): void {
  for (const declare of [init, show, invert, graph, simulate, demo, schema, providers, completion])
    declare(declaring);
}

function init({ command, runs }: Declaring): void {
  runs(
    common(command('init', 'begin: a first file, a workflow for GitHub and a line in .gitignore'))
      .option('--provider <type>', 'the vendor; also a package, or a path such as ./acme.js')
      .option('--center <name>', 'name of the center', 'my-center')
      .addHelpText(
        'after',
        examples(
          ['cutover init', 'nothing that is there already is overwritten'],
          ['cutover init --provider TYPE --center acme-support', '`cutover providers` lists the types'],
        ),
      ),
    () => import('../commands/init.js'),
  );
}

function show({ command, runs }: Declaring): void {
  runs(
    common(command('show', 'show a saved plan').argument('<plan.json>', 'a file of `plan --out`'))
      .addOption(format('text', ...REPORT_FORMATS))
      .option(...previous)
      .option('-o, --out <file>', 'where to write; - is standard output', '-')
      .addHelpText(
        'after',
        examples(
          ['cutover show plan.json'],
          ['cutover show plan.json --format html -o plan.html', 'a page to open in a browser'],
        ),
      ),
    () => import('../commands/show.js'),
  );
}

function invert({ command, runs }: Declaring): void {
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
    () => import('../commands/invert.js'),
  );
}

function graph({ command, runs }: Declaring): void {
  runs(
    network(
      select(
        command(
          'graph',
          'the order of the calls as a picture: what is sent first, what waits for what',
        ).argument('[files...]', 'YAML files, folders of them, or one plan.json of `plan --out`'),
      ),
    )
      .usage('[options] FILE|DIRECTORY... | plan.json')
      .addOption(new Option('--format <f>', 'how to write it').choices(['mermaid', 'dot']).default('mermaid'))
      .option('--all', 'every call on its own, however many there are')
      .option('-o, --out <file>', 'where to write; - is standard output', '-')
      .addHelpText(
        'after',
        examples(
          ['cutover graph plan.json'],
          ['cutover graph center.yaml --format dot | dot -Tsvg > calls.svg', 'with Graphviz'],
        ),
      ),
    () => import('../commands/graph.js'),
  );
}

function simulate({ command, runs }: Declaring): void {
  runs(
    common(
      command('simulate', 'run a vendor’s simulator on 127.0.0.1 until stopped').argument(
        '<type>',
        'one of those that `cutover providers` lists; also a package, or a path such as ./acme.js',
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
    () => import('../commands/simulate.js'),
  );
}

function demo({ command, runs }: Declaring): void {
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
    () => import('../commands/demo.js'),
  );
}

function schema({ command, runs }: Declaring): void {
  runs(
    common(files(command('schema', 'print the JSON Schema of the file'))).addHelpText(
      'after',
      examples(
        ['cutover schema > cutover.schema.json'],
        ['cutover schema center.yaml', 'with the provider from outside that the file names'],
      ),
    ),
    () => import('../commands/schema.js'),
  );
}

function providers({ command, runs }: Declaring): void {
  runs(
    common(
      command('providers', 'what each vendor can read, create, change and delete, and why not').argument(
        '[type]',
        'only this one; also a package, or a path such as ./acme.js',
      ),
    )
      .addOption(format('text', 'json', 'markdown'))
      .addHelpText('after', examples(['cutover providers'], ['cutover providers --format json'])),
    () => import('../commands/providers.js'),
  );
}

function completion({ command, runs }: Declaring): void {
  runs(
    common(
      command(
        'completion',
        'print a script that completes commands, options and files in your shell',
      ).addArgument(new Argument('<shell>', 'which shell').choices(['bash', 'zsh', 'fish'])),
    ).addHelpText(
      'after',
      examples(
        ['cutover completion bash > ~/.local/share/bash-completion/completions/cutover'],
        ['cutover completion fish | source', 'in this shell only'],
      ),
    ),
    () => import('../commands/completion.js'),
  );
}
