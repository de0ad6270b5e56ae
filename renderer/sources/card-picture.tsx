import { useState } from 'react';
import { usePicture } from './pictures.ts';

/** Width by height of what the frame shows whole; other pictures are fitted into it, or a tower would lose its top. */
const leastRatio = 1.45;
const mostRatio = 2.6;

/** The picture of a card, in a frame that has its size before the picture is here. */
export function CardPicture({ id }: { id: string }) {
  const picture = usePicture(id);
  const [isFitted, setIsFitted] = useState(false);
  if (picture === null) return null;
  return (
    <div className="source-picture" data-fitted={isFitted}>
      {picture !== undefined && (
        <img
          src={picture}
          alt=""
          decoding="async"
          loading="lazy"
          draggable={false}
          onLoad={({ currentTarget: { naturalWidth, naturalHeight } }) => {
            const ratio = naturalWidth / naturalHeight;
            setIsFitted(ratio < leastRatio || ratio > mostRatio);
          }}
        />
      )}
    </div>
  );
}
