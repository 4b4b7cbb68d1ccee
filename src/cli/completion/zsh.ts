// Completion for zsh, with descriptions.
import type { CompletedCommand, CompletedOption, CompletedValue } from './words.js';

export function zshCompletion(commands: readonly CompletedCommand[]): string {
  return `#compdef cutover
# zsh completion of cutover. To use it: eval "$(cutover completion zsh)", or keep it as _cutover in a folder of $fpath.
_cutover() {
  local -a commands
  commands=(
${commands.map(({ name, description }) => `    ${quoted(`${name}:${colons(description)}`)}`).join('\n')}
  )
  if (( CURRENT == 2 )); then
    _describe -t commands command commands
    return
  fi
  local command="$words[2]"
  shift words
  (( CURRENT-- ))
  case "$command" in
${commands.map(commandCase).join('\n')}
  esac
}
if [ "$funcstack[1]" = _cutover ]; then _cutover "$@"; else compdef _cutover cutover; fi
`;
}

function commandCase({ name, options, operands }: CompletedCommand): string {
  const specs = [...options.flatMap(optionSpecs), quoted(`*:operand:${action(operands)}`)];
  return `    ${name}) _arguments -s ${specs.map((spec) => `\\\n      ${spec}`).join(' ')} ;;`;
}

function optionSpecs({ names, description, value }: CompletedOption): string[] {
  const text = description.replace(/[[\]\\]/g, '\\$&');
  return names.map((name) => {
    const takes = value === undefined ? '' : `:value:${action(value)}`;
    return quoted(`*${name}${value !== undefined && name.startsWith('--') ? '=' : ''}[${text}]${takes}`);
  });
}

function action(value: CompletedValue): string {
  if (value.kind === 'files') return '_files';
  return value.kind === 'words' ? `(${value.words.join(' ')})` : ' ';
}

function colons(text: string): string {
  return text.replaceAll(':', '\\:');
}

function quoted(text: string): string {
  return `'${text.replaceAll("'", "'\\''")}'`;
}
