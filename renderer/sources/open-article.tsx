import { ExternalLink } from 'lucide-react';
import type { MouseEvent, ReactNode } from 'react';
import { openableUrl, openSource } from '../actions.ts';
import { t } from '../messages.ts';
import { useStore } from '../store.ts';

interface Props {
  url: string;
  className: string;
  /** Where there is no room for all of it. */
  label?: string;
  children: ReactNode;
}

/** A real link, so that it can be copied, dragged and opened as people are used to. */
export function OpenLink({ url, className, label, children }: Props) {
  const isDesktop = useStore((state) => state.isDesktop);
  const href = openableUrl(url);
  if (href === null) return null;
  const onClick = (event: MouseEvent) => {
    // A browser opens the link itself, with the modifier keys that people know; the window has to ask its host.
    if (!isDesktop) return;
    event.preventDefault();
    void openSource(url);
  };
  return (
    <a
      className={className}
      href={href}
      target="_blank"
      rel="noopener noreferrer"
      title={url}
      aria-label={label}
      onClick={onClick}
    >
      {children}
      <ExternalLink aria-hidden />
    </a>
  );
}

/** Only http and https have a link. */
export function OpenArticle({ url, look }: { url: string; look: string }) {
  if (openableUrl(url) === null) return <p className="source-refused">{t('sources.refused', { url })}</p>;
  return (
    <OpenLink url={url} className={look}>
      {t('sources.open')}
    </OpenLink>
  );
}
