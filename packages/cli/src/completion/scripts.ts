/** The line by which the program says that the name of a file may stand there. */
export const FILES = ":files";

export type Shell = "bash" | "zsh" | "fish";

/*
 * What each shell needs to ask the program. Words are handed over as they are and never evaluated: to complete a line
 * must not run what stands in it.
 */
export const SCRIPTS: Readonly<Record<Shell, string>> = {
  bash: `# callmark's completion for bash
_callmark() {
  local line IFS=$'\\n'
  COMPREPLY=()
  while IFS= read -r line; do
    if [[ $line == ${FILES} ]]; then
      compopt -o filenames 2>/dev/null
      COMPREPLY+=($(compgen -f -- "\${COMP_WORDS[COMP_CWORD]}"))
    else
      COMPREPLY+=("\${line%%$'\\t'*}")
    fi
  done < <("\${COMP_WORDS[0]}" __complete "\${COMP_WORDS[@]:1:COMP_CWORD}" 2>/dev/null)
}
complete -F _callmark callmark
`,
  zsh: `#compdef callmark
# callmark's completion for zsh
_callmark() {
  local line value
  local -a described
  while IFS= read -r line; do
    if [[ $line == ${FILES} ]]; then
      _files
    else
      value=\${line%%$'\\t'*}
      described+=("\${value//:/\\\\:}:\${line#*$'\\t'}")
    fi
  done < <("\${(Q)words[1]}" __complete "\${(@Q)words[2,CURRENT]}" 2>/dev/null)
  (( $#described )) && _describe callmark described
}
if [[ $funcstack[1] == _callmark ]]; then
  _callmark "$@"
else
  compdef _callmark callmark
fi
`,
  fish: `# callmark's completion for fish
function __callmark_complete
    set -l words (commandline -opc)
    set -l current (commandline -ct)
    for line in ($words[1] __complete $words[2..-1] "$current" 2>/dev/null)
        if test "$line" = ${FILES}
            __fish_complete_path "$current"
        else
            printf '%s\\n' $line
        end
    end
end
complete -c callmark -f -a '(__callmark_complete)'
`,
};
