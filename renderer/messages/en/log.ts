export const log = {
  'command.showLog': 'Help: show the log',
  'log.show': 'Show the log',
  'log.title': 'Log',
  'log.hint':
    'What went wrong lately, for when you ask for help. It holds no text, names or addresses of yours, and stays on this machine.',
  'log.none': 'Nothing went wrong so far.',
  'log.copy': 'Copy the log',
  'log.copied': 'The log was copied',
  'log.notCopied': 'The log could not be copied',
  'log.failed': 'Could not read the log:',
} as const;
