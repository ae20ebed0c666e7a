/** Completion scripts by shell. Each calls `smsctl complete`, which knows the commands and the settings. */
export const completionScripts: Readonly<Record<string, string>> = {
  bash: `# Load it with: source <(smsctl completion bash)
_smsctl() {
  local line
  local -a lines=()
  COMPREPLY=()
  while IFS= read -r line; do lines+=("$line"); done < <(smsctl complete -- "\${COMP_WORDS[@]:1:COMP_CWORD}" 2>/dev/null)
  if [ "\${lines[0]-}" = ':file' ]; then
    compopt -o default 2>/dev/null
    return
  fi
  local current="\${COMP_WORDS[COMP_CWORD]}"
  [ "$current" = '=' ] && current=''
  for line in "\${lines[@]}"; do
    line="\${line%%$'\\t'*}"
    # Bash takes what stands before an equals sign for words of their own.
    case "\${COMP_WORDS[COMP_CWORD-1]-}" in '=') line="\${line#*=}" ;; esac
    case "$line" in "$current"*) COMPREPLY+=("$line") ;; esac
  done
}
complete -F _smsctl smsctl
`,
  zsh: `#compdef smsctl
# Load it with: source <(smsctl completion zsh)
_smsctl() {
  local -a lines found
  local line
  lines=("\${(@f)$(smsctl complete -- "\${(@)words[2,CURRENT]}" 2>/dev/null)}")
  if [[ "\${lines[1]}" == ':file' ]]; then
    _files
    return
  fi
  for line in "\${lines[@]}"; do
    [[ -n "$line" ]] && found+=("\${\${line//:/\\\\:}/$'\\t'/:}")
  done
  _describe -t smsctl smsctl found
}
compdef _smsctl smsctl
`,
  fish: `# Load it with: smsctl completion fish | source
function __smsctl_complete
    set -l words (commandline -opc)
    set -l lines (smsctl complete -- $words[2..-1] (commandline -ct) 2>/dev/null)
    if test "$lines[1]" = ':file'
        __fish_complete_path (commandline -ct)
    else
        printf '%s\\n' $lines
    end
end
complete -c smsctl -f -a '(__smsctl_complete)'
`,
  powershell: `# Load it with: smsctl completion powershell | Out-String | Invoke-Expression
Register-ArgumentCompleter -Native -CommandName smsctl -ScriptBlock {
  param($wordToComplete, $commandAst, $cursorPosition)
  $words = @($commandAst.CommandElements | Select-Object -Skip 1 | ForEach-Object { $_.ToString() })
  if ($wordToComplete -eq '') { $words += '' }
  smsctl complete -- @words 2>$null | Where-Object { $_ -ne ':file' } | ForEach-Object {
    $value, $about = $_ -split "\`t", 2
    if ($value -like "$wordToComplete*") {
      if (-not $about) { $about = $value }
      [System.Management.Automation.CompletionResult]::new($value, $value, 'ParameterValue', $about)
    }
  }
}
`,
};
