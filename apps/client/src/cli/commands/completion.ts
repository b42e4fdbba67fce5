import type { Command, Option } from "commander";

export const SHELLS = ["bash", "zsh", "fish"] as const;
export type Shell = (typeof SHELLS)[number];

/** Returns a script that completes commands, options and their values, generated from the program itself. */
export function completion(shell: Shell, program: Command): string {
  if (shell === "fish") return fish(program);
  return shell === "bash" ? bash(program) : `autoload -U +X bashcompinit && bashcompinit\n${bash(program)}`;
}

const getNames = (program: Command): string[] => [...program.commands.map((command) => command.name()), "help"];
const takesFile = ({ flags }: Option): boolean => /<(?:file|dir|csv)>/.test(flags);
const takesFiles = (command: Command): boolean =>
  command.registeredArguments.some(
    (argument) => argument.argChoices === undefined && /^(?:file|path|a|b)$/.test(argument.name()),
  );
const argumentChoices = (command: Command): readonly string[] =>
  command.registeredArguments.flatMap(({ argChoices }) => argChoices ?? []);

function bash(program: Command): string {
  const values: string[] = [];
  const words: string[] = [];
  for (const command of program.commands) {
    const name = command.name();
    for (const option of command.options.filter(({ required }) => required)) {
      const complete = takesFile(option)
        ? 'COMPREPLY=($(compgen -f -- "$current"))'
        : `COMPREPLY=($(compgen -W "${(option.argChoices ?? []).join(" ")}" -- "$current"))`;
      values.push(`    "${name} ${option.long}") ${complete}; return ;;`);
    }
    const options = command.options.map(({ long }) => long).filter((long) => long !== undefined);
    const files = takesFiles(command) ? "; files=1" : "";
    words.push(`    ${name}) words="${[...argumentChoices(command), ...options, "--help"].join(" ")}"${files} ;;`);
  }
  const commands = getNames(program).join(" ");
  return `_appointment_client() {
  local current="\${COMP_WORDS[COMP_CWORD]}" previous="\${COMP_WORDS[COMP_CWORD-1]}" words="" files=""
  if [ "$COMP_CWORD" -le 1 ]; then
    COMPREPLY=($(compgen -W "${commands} --help --version" -- "$current"))
    return
  fi
  case "\${COMP_WORDS[1]} $previous" in
${values.join("\n")}
  esac
  case "\${COMP_WORDS[1]}" in
${words.join("\n")}
    help) words="${commands}" ;;
  esac
  COMPREPLY=($(compgen -W "$words" -- "$current"))
  if [ -n "$files" ] && [ "\${current#-}" = "$current" ]; then COMPREPLY+=($(compgen -f -- "$current")); fi
}
complete -o filenames -F _appointment_client ${program.name()}`;
}

function fish(program: Command): string {
  const lines: string[] = [`complete -c ${program.name()} -f`];
  const add = (condition: string, what: string, about: string): void => {
    const text = about.replace(/\\/g, "\\\\").replace(/'/g, "\\'");
    lines.push(`complete -c ${program.name()} -n '${condition}' ${what} -d '${text}'`);
  };
  for (const command of program.commands) {
    const seen = `__fish_seen_subcommand_from ${command.name()}`;
    add("__fish_use_subcommand", `-a ${command.name()}`, command.description());
    for (const option of command.options) {
      const name = (option.long as string).slice(2);
      const choices = option.argChoices === undefined ? "-x" : `-x -a '${option.argChoices.join(" ")}'`;
      const value = option.required ? (takesFile(option) ? " -r -F" : ` ${choices}`) : "";
      add(seen, `-l ${name}${value}`, option.description);
    }
    const choices = argumentChoices(command);
    if (choices.length > 0) add(seen, `-a '${choices.join(" ")}'`, "");
    if (takesFiles(command)) lines.push(`complete -c ${program.name()} -n '${seen}' -F`);
  }
  add("__fish_use_subcommand", "-a help", "Show the help of a command");
  return lines.join("\n");
}
