export const encodings = {
  'command.encoding': 'Encoding of this note…',
  'encoding.title': 'Encoding',
  'encoding.now': '{path} is in {name}. It is saved in the same encoding.',
  'encoding.unknown': 'The encoding of {path} can’t be told for certain. Choose one to read it in.',
  'encoding.other': 'Another encoding',
  'encoding.hint':
    'Read as {name} if you see wrong characters now: the file stays as it is. Convert if you want the file to be in {name}: the history keeps the file as it was.',
  'encoding.readAs': 'Read as {name}',
  'encoding.convert': 'Convert to {name}',
  'encoding.converted': '{path} is in {name} now',
  'encoding.failedRead': 'Could not read {path} as {name}:',
  'encoding.failedConvert': 'Could not convert {path} to {name}:',
  'encoding.named': '{name} ({language})',
  'encoding.simplified': 'simplified Chinese',
  'encoding.traditional': 'traditional Chinese',
  'encoding.japanese': 'Japanese',
  'encoding.korean': 'Korean',
  'encoding.western': 'Western European',
  'encoding.change': 'Encoding of the file: {name}. Change…',
  'encoding.choose': 'Choose the encoding…',
  'encoding.unmappable':
    '{path} is in {name}, which has no {characters}. It is not saved; your text is kept here.',
  'encoding.unmappableHint':
    'Convert the file to UTF-8, which has every character, or take these out of the text.',
  'encoding.refused': 'it has no {characters}',
  'status.unmappable': 'the encoding lacks characters',
} as const;
