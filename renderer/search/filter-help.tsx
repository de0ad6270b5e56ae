/** What can be written in the search box, with examples to try. */
import { CircleHelp } from 'lucide-react';
import { Button, Dialog, DialogTrigger, Heading, Popover } from 'react-aria-components';
import { parseFilter } from '../../notes/text/filter.ts';
import { setFilter } from '../actions.ts';
import { t } from '../messages.ts';
import { isMac } from '../system.ts';
import { explain } from './explain.ts';
import { useFilterHelp } from './filter-help-state.ts';
import { searchField } from './search-field.ts';

const groups = [
  { title: 'help.words', texts: ['help.example.word', 'help.example.phrase', 'help.example.variants'] },
  { title: 'help.tags', texts: ['help.example.tag', 'help.example.category', 'help.example.untagged'] },
  { title: 'help.places', texts: ['help.example.title', 'help.example.path', 'help.example.site'] },
  { title: 'help.dates', texts: ['help.example.date', 'help.example.range', 'help.example.modified'] },
  { title: 'help.states', texts: ['help.example.has', 'help.example.is'] },
  { title: 'help.articles', texts: ['help.example.reading', 'help.example.copy'] },
  { title: 'help.joined', texts: ['help.example.not', 'help.example.or', 'help.example.group'] },
] as const;

export function FilterHelp() {
  const isOpen = useFilterHelp((state) => state.isOpen);
  return (
    <DialogTrigger isOpen={isOpen} onOpenChange={(next) => useFilterHelp.setState({ isOpen: next })}>
      <Button className="search-help" aria-label={t('help.open')}>
        <CircleHelp aria-hidden />
      </Button>
      <Popover placement="bottom end" offset={8} className="help-popover">
        <Dialog className="help">
          {({ close }) => (
            <>
              <Heading slot="title" className="help-title">
                {t('help.title')}
              </Heading>
              {groups.map(({ title, texts }) => (
                <section key={title}>
                  <h3 className="help-heading">{t(title)}</h3>
                  <ul>
                    {texts.map((text) => (
                      <li key={text}>
                        <Example
                          filter={t(text)}
                          onTry={() => {
                            close();
                            setFilter(t(text));
                            // After the popover has given the focus back.
                            requestAnimationFrame(() => searchField()?.focus());
                          }}
                        />
                      </li>
                    ))}
                  </ul>
                </section>
              ))}
              <h3 className="help-heading help-pointer">{t('help.clicks')}</h3>
              <p className="help-text help-pointer">
                {t('help.clicksText', isMac ? { mod: '⌘', alt: '⌥' } : { mod: 'Ctrl', alt: 'Alt' })}
              </p>
            </>
          )}
        </Dialog>
      </Popover>
    </DialogTrigger>
  );
}

function Example({ filter, onTry }: { filter: string; onTry: () => void }) {
  return (
    <button type="button" className="help-example" onClick={onTry}>
      <code>{filter}</code>
      <span>{explain(parseFilter(filter))}</span>
    </button>
  );
}
