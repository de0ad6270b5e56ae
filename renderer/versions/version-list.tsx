import { ListBox, ListBoxItem, ListBoxSection, Header, type Key } from 'react-aria-components';
import type { NoteVersion } from '../../notes/api.ts';
import { currentLanguage, t } from '../messages.ts';
import { ago } from '../sources/ago.ts';
import { byDay, daysAgo, makerWords, reasonWords, timeOf } from './moments.ts';

interface VersionListParts {
  versions: readonly NoteVersion[];
  chosen: number | null;
  /** The version that says what the note says now. */
  current: string | null;
  onChoose: (id: number) => void;
}

/** The versions of one note, by day; the arrow keys choose. */
export function VersionList({ versions, chosen, current, onChoose }: VersionListParts) {
  const now = Date.now();
  const choose = (keys: 'all' | Iterable<Key>) => {
    const [key] = keys === 'all' ? [] : keys;
    if (key !== undefined) onChoose(Number(key));
  };
  return (
    <ListBox
      className="versions-list"
      aria-label={t('versions.list')}
      selectionMode="single"
      selectionBehavior="replace"
      disallowEmptySelection
      selectedKeys={chosen === null ? [] : [chosen]}
      onSelectionChange={choose}
      autoFocus="first"
    >
      {byDay(versions, now).map(({ day, versions }) => (
        <ListBoxSection key={`${day} ${versions[0]?.id ?? ''}`} className="versions-day">
          <Header className="versions-day-name">
            {day}
            <span className="versions-day-ago">{daysAgo(versions[0]?.at ?? now, now)}</span>
          </Header>
          {versions.map((version) => (
            <Row
              key={version.id}
              {...{ version, now }}
              isToday={day === t('versions.today')}
              isCurrent={version.version === current}
            />
          ))}
        </ListBoxSection>
      ))}
    </ListBox>
  );
}

interface RowParts {
  version: NoteVersion;
  now: number;
  isToday: boolean;
  isCurrent: boolean;
}

function Row({ version, now, isToday, isCurrent }: RowParts) {
  const time = timeOf(version.at);
  const passed = ago(version.at, now, currentLanguage());
  const who = makerWords(version);
  const why = isCurrent ? t('versions.current') : reasonWords(version);
  const name = t('versions.item', { time, ago: passed, who: why === null ? who : `${who}, ${why}` });
  return (
    <ListBoxItem id={version.id} className="versions-row" textValue={name} data-by={version.by}>
      <span className="versions-row-time">{time}</span>
      <span className="versions-row-ago">{isToday ? passed : ''}</span>
      <span className="versions-row-who">{who}</span>
      {why !== null && <span className="versions-row-why">{why}</span>}
    </ListBoxItem>
  );
}
