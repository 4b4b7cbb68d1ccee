// Completion for bash, in bash alone: no package of completions is needed. Works with bash 3.2 too.
import type { CompletedCommand, CompletedValue } from './words.js';

export function bashCompletion(commands: readonly CompletedCommand[]): string {
  const names = commands.map(({ name }) => name).join(' ');
  return `# bash completion of cutover. To use it: eval "$(cutover completion bash)"
_cutover() {
  local cur="\${COMP_WORDS[COMP_CWORD]}" prev="" command="" word i
  COMPREPLY=()
  # --option=value arrives as three words.
  if [ "$cur" = "=" ]; then cur=""; fi
  i=$((COMP_CWORD - 1))
  if [ "$i" -gt 0 ] && [ "\${COMP_WORDS[COMP_CWORD]}" != "=" ] && [ "\${COMP_WORDS[i]}" = "=" ]; then i=$((i - 1)); fi
  if [ "$i" -ge 0 ]; then prev="\${COMP_WORDS[i]}"; fi
  for ((i = 1; i < COMP_CWORD; i++)); do
    word="\${COMP_WORDS[i]}"
    case "$word" in -*) ;; *) command="$word"; break ;; esac
  done
  case "$command:$prev" in
${commands.flatMap(optionCases).join('\n')}
  esac
  case "$command" in
    "") _cutover_words "${names} --help --version" ;;
${commands.map(commandCase).join('\n')}
  esac
}
_cutover_words() {
  while IFS= read -r word; do COMPREPLY+=("$word"); done < <(compgen -W "$1" -- "$cur")
}
_cutover_files() {
  while IFS= read -r word; do COMPREPLY+=("$word"); done < <(compgen -f -- "$cur")
  compopt -o filenames 2> /dev/null || true
}
complete -F _cutover cutover
`;
}

function optionCases({ name, options }: CompletedCommand): string[] {
  return options.flatMap(({ names, value }) => {
    if (value === undefined) return [];
    const patterns = names.map((one) => `${name}:${one}`).join(' | ');
    return [`    ${patterns}) ${fill(value)}; return ;;`];
  });
}

function commandCase({ name, options, operands }: CompletedCommand): string {
  const flags = options.flatMap(({ names }) => names).join(' ');
  return `    ${name}) case "$cur" in -*) _cutover_words "${flags}" ;; *) ${fill(operands)} ;; esac ;;`;
}

function fill(value: CompletedValue): string {
  if (value.kind === 'files') return '_cutover_files';
  return value.kind === 'words' ? `_cutover_words "${value.words.join(' ')}"` : ':';
}
