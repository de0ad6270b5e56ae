export const log = {
  'command.showLog': '帮助：显示日志',
  'log.show': '查看日志',
  'log.title': '日志',
  'log.hint': '最近出现的问题，供求助时使用。其中没有你的正文、名称或网址，只保存在这台电脑上。',
  'log.none': '到目前为止没有出现问题。',
  'log.copy': '复制日志',
  'log.copied': '日志已复制',
  'log.notCopied': '无法复制日志',
  'log.failed': '无法读取日志：',
} as const;
