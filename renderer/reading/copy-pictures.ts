/** The pictures of a copy, out of the notebook and from nowhere else. */
import { notebook } from '../actions.ts';
import type { Article } from './article.ts';

const shownTypes = /^image\/(?:png|jpeg|gif|webp|avif|bmp)$/;

/** One after the other, from the top; the returned function ends it and lets the pictures go. */
export function showPictures(article: Article, normalised: string): () => void {
  const urls: string[] = [];
  let isOver = false;
  const showAll = async () => {
    for (const { name, show } of article.pictures()) {
      const picture = await notebook()
        .copyPicture({ normalised, name: name.slice(0, 300) })
        // Its description stands for it; that the notebook is away is told elsewhere.
        .catch(() => null);
      if (isOver) return;
      if (picture === null || !shownTypes.test(picture.type)) show(null);
      else {
        const bytes = Uint8Array.from(atob(picture.base64), (character) => character.charCodeAt(0));
        const url = URL.createObjectURL(new Blob([bytes], { type: picture.type }));
        urls.push(url);
        show(url);
      }
    }
  };
  void showAll();
  return () => {
    isOver = true;
    urls.forEach((url) => URL.revokeObjectURL(url));
  };
}
