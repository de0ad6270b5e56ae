/** The English messages, one file for each part of the window. Their keys are the catalogue: zh/ must have the same ones. */
import { lists } from './en/lists.ts';
import { sources } from './en/sources.ts';
import { commands } from './en/commands.ts';
import { notices } from './en/notices.ts';
import { editor } from './en/editor.ts';
import { finding } from './en/finding.ts';
import { quickOpen } from './en/quick-open.ts';
import { filters } from './en/filters.ts';
import { tagDoctor } from './en/tag-doctor.ts';
import { articles } from './en/articles.ts';
import { reading } from './en/reading.ts';
import { capture } from './en/capture.ts';

export const en = {
  ...lists,
  ...sources,
  ...commands,
  ...notices,
  ...editor,
  ...finding,
  ...quickOpen,
  ...filters,
  ...tagDoctor,
  ...articles,
  ...reading,
  ...capture,
};

export type MessageKey = keyof typeof en;
