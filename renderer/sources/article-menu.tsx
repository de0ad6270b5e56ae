/** Behind the … of a card. */
import { Ellipsis } from 'lucide-react';
import { Button, Menu, MenuTrigger, Popover } from 'react-aria-components';
import type { Article, NoteSource } from '../../notes/api.ts';
import { t } from '../messages.ts';
import { ArticleItems } from './article-items.tsx';

export function ArticleMenu({ source, article }: { source: NoteSource; article: Article }) {
  return (
    <MenuTrigger>
      <Button className="icon-button source-more" aria-label={t('sources.actions')} data-hand-over>
        <Ellipsis aria-hidden />
      </Button>
      <Popover placement="bottom end" offset={4}>
        <Menu className="menu article-menu" aria-label={t('sources.menu', { title: source.title })}>
          <ArticleItems article={article} url={source.url} from="card" />
        </Menu>
      </Popover>
    </MenuTrigger>
  );
}
