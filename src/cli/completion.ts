/** `planeguard completion`: scripts that complete commands, options and their values, from what answers `--help`. */
import type { Outline, OutlinedCommand, OutlinedOption } from "./outline";
import type { Shell } from "./shells";

export function completionFor(shell: Shell, outline: Outline): string {
  return { bash, zsh, fish }[shell](outline);
}

function bash({ name, commands, options }: Outline): string {
  const values = commands.flatMap((command) => [
    ...command.options
      .filter(({ choices }) => choices.length > 0)
      .map(({ long, choices }) => [`"${command.name} ${long}"`, choices] as const),
    ...command.argumentsOf
      .filter(({ choices }) => choices.length > 0)
      .map(({ choices }) => [`"${command.name} ${command.name}"`, choices] as const),
  ]);
  const plain = commands.flatMap((command) =>
    command.options
      .filter(({ takesValue, mayTakeValue, choices }) => takesValue && !mayTakeValue && choices.length === 0)
      .map(({ long }) => `"${command.name} ${long}"`),
  );
  return `# bash completion for ${name}; load it with: source <(${name} completion bash)
_${name}() {
  local current="\${COMP_WORDS[COMP_CWORD]}" previous="\${COMP_WORDS[COMP_CWORD - 1]}" command="" word
  COMPREPLY=()
  for word in "\${COMP_WORDS[@]:1:COMP_CWORD-1}"; do
    case "$word" in
      ${commands.map((command) => command.name).join("|")}) command="$word"; break ;;
    esac
  done
  case "$command $previous" in
${values.map(([at, choices]) => `    ${at}) mapfile -t COMPREPLY < <(compgen -W "${choices.join(" ")}" -- "$current"); return ;;`).join("\n")}
    ${plain.join("|")}) mapfile -t COMPREPLY < <(compgen -f -- "$current"); return ;;
  esac
  case "$command" in
    "") mapfile -t COMPREPLY < <(compgen -W "${[...commands.map((command) => command.name), ...options.map(({ long }) => long)].join(" ")}" -- "$current"); return ;;
${commands.map((command) => `    ${command.name}) [[ "$current" == -* ]] && mapfile -t COMPREPLY < <(compgen -W "${command.options.map(({ long }) => long).join(" ")}" -- "$current") && return ;;`).join("\n")}
  esac
  mapfile -t COMPREPLY < <(compgen -f -- "$current")
}
complete -o filenames -F _${name} ${name}
`;
}

function zsh({ name, commands, options }: Outline): string {
  const described = (text: string) => singleQuoted(text.replace(/[[\]:\\]/g, "\\$&"));
  const values = ({ takesValue, mayTakeValue, choices, long, isPath }: OutlinedOption) =>
    takesValue
      ? `${mayTakeValue ? "::" : ":"}${long.slice(2)}:${choices.length > 0 ? `(${choices.join(" ")})` : isPath ? "_files" : ""}`
      : "";
  const option = (one: OutlinedOption) => `'${one.long}[${described(one.description)}]${values(one)}'`;
  const rest = ({ argumentsOf }: OutlinedCommand) =>
    argumentsOf
      .map(({ choices }) => `'*:argument:${choices.length > 0 ? `(${choices.join(" ")})` : "_files"}'`)
      .slice(0, 1);
  return `#compdef ${name}
# zsh completion for ${name}; write it to a file _${name} in a folder of $fpath
_${name}() {
  local state
  local -a commands
  commands=(
${commands.map((command) => `    '${described(command.name)}:${singleQuoted(command.description.replaceAll(":", "\\:"))}'`).join("\n")}
  )
  _arguments -C ${options.map(option).join(" ")} '1:command:->command' '*::argument:->argument'
  case "$state" in
    command) _describe command commands ;;
    argument)
      case "$words[1]" in
${commands.map((command) => `        ${command.name}) _arguments ${[...command.options.map(option), ...rest(command)].join(" ")} ;;`).join("\n")}
      esac ;;
  esac
}
compdef _${name} ${name}
`;
}

function fish({ name, commands, options }: Outline): string {
  const line = (condition: string, one: OutlinedOption) =>
    [
      `complete -c ${name} -n '${condition}' -l ${one.long.slice(2)}`,
      ...(one.short === null ? [] : [`-s ${one.short.slice(1)}`]),
      ...(one.choices.length > 0
        ? [`-x -a '${one.choices.join(" ")}'`]
        : one.takesValue && !one.mayTakeValue
          ? ["-r"]
          : []),
      `-d '${fishQuoted(one.description)}'`,
    ].join(" ");
  return [
    `# fish completion for ${name}; write it to ~/.config/fish/completions/${name}.fish`,
    ...options.map((one) => line("__fish_use_subcommand", one)),
    ...commands.flatMap((command) => [
      `complete -c ${name} -f -n '__fish_use_subcommand' -a ${command.name} -d '${fishQuoted(command.description)}'`,
      ...command.argumentsOf
        .filter(({ choices }) => choices.length > 0)
        .map(
          ({ choices }) =>
            `complete -c ${name} -f -n '__fish_seen_subcommand_from ${command.name}' -a '${choices.join(" ")}'`,
        ),
      ...command.options.map((one) => line(`__fish_seen_subcommand_from ${command.name}`, one)),
    ]),
    "",
  ].join("\n");
}

const singleQuoted = (text: string) => text.replaceAll("'", "'\\''");
const fishQuoted = (text: string) => text.replace(/[\\']/g, "\\$&");
