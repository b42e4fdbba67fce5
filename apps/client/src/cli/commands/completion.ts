import type { Command } from "commander";

/** A script for `source <(appointment-client completion bash)`: commands and their options, from the program itself. */
export function completion(shell: "bash" | "zsh", program: Command): string {
  const words = program.commands.map((command) => {
    const options = command.options.map(({ long }) => long).filter((long) => long !== undefined);
    return `    ${command.name()}) words="${[...options, "--help"].join(" ")}" ;;`;
  });
  const name = program.name();
  const commands = program.commands.map((command) => command.name()).join(" ");
  const bash = `_appointment_client() {
  local current="\${COMP_WORDS[COMP_CWORD]}" words=""
  if [ "$COMP_CWORD" -le 1 ]; then
    COMPREPLY=($(compgen -W "${commands} help --help --version" -- "$current"))
    return
  fi
  case "\${COMP_WORDS[1]}" in
${words.join("\n")}
  esac
  COMPREPLY=($(compgen -W "$words" -- "$current"))
  if [ "\${current#-}" = "$current" ]; then COMPREPLY+=($(compgen -f -- "$current")); fi
}
complete -F _appointment_client ${name}`;
  return shell === "bash" ? bash : `autoload -U +X bashcompinit && bashcompinit\n${bash}`;
}
