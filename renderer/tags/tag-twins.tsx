/** The overview: tags that seem to be the same one, each group with the name to keep, and the ways to change others. */
import { GitMerge, PenLine, Sparkles, Tags, Trash2, X } from 'lucide-react';
import { useEffect, useId, useState } from 'react';
import { RadioButton, RadioField, RadioGroup } from 'react-aria-components';
import type { TagTwins } from '../../notes/api.ts';
import { formatTerm } from '../../notes/text/filter-text.ts';
import { askTagAllShown, askTagChange, tagChanges } from '../actions.ts';
import { formatNumber, t } from '../messages.ts';
import { useTagSteps } from './tag-steps.ts';
import { namesInWords } from './tag-words.ts';
import './tag-twins.css';

export function TagTwinsOverview() {
  const twins = useTagSteps((state) => state.twins);
  const problem = useTagSteps((state) => state.twinsProblem);
  const alike = twins?.filter(({ reason }) => reason !== 'category') ?? [];
  const mixed = twins?.filter(({ reason }) => reason === 'category') ?? [];
  useEffect(() => void tagChanges().lookForTwins(), []);
  return (
    <div className="doctor-body" data-step="overview">
      <Ways />
      <div aria-live="polite" className="doctor-news">
        {problem !== null && <Problem text={problem} />}
        {problem === null && twins === null && <p className="doctor-quiet">{t('doctor.twins.looking')}</p>}
        {problem === null && twins?.length === 0 && <None />}
      </div>
      {problem === null && <Section name="twins" twins={alike} part={Group} />}
      {problem === null && <Section name="mixes" twins={mixed} part={Mix} />}
    </div>
  );
}

interface SectionParts {
  name: 'twins' | 'mixes';
  twins: readonly TagTwins[];
  part: typeof Group;
}

function Section({ name, twins, part: Part }: SectionParts) {
  if (twins.length === 0) return null;
  return (
    <section aria-labelledby={`doctor-${name}`}>
      <h3 id={`doctor-${name}`} className="doctor-heading">
        {t(`doctor.${name}`)}
        <span className="doctor-count">{formatNumber(twins.length)}</span>
      </h3>
      {twins.map((one) => (
        <Part key={one.names.map(({ name }) => name).join('\n')} twins={one} />
      ))}
    </section>
  );
}

/** What can be done with any tag. */
function Ways() {
  return (
    <div className="doctor-ways" role="group" aria-label={t('doctor.do')}>
      <button
        type="button"
        className="button"
        onClick={() => askTagChange({ kind: 'rename', from: [], to: '' })}
      >
        <PenLine aria-hidden />
        {t('doctor.do.rename')}
      </button>
      <button type="button" className="button" onClick={() => askTagAllShown()}>
        <Tags aria-hidden />
        {t('doctor.do.add')}
      </button>
      <button type="button" className="button" onClick={() => askTagChange({ kind: 'delete', names: [] })}>
        <Trash2 aria-hidden />
        {t('doctor.do.delete')}
      </button>
    </div>
  );
}

function Problem({ text }: { text: string }) {
  return (
    <div className="doctor-problem">
      <p>{text}</p>
      <button type="button" className="button" onClick={() => void tagChanges().lookForTwins()}>
        {t('doctor.tryAgain')}
      </button>
    </div>
  );
}

function None() {
  return (
    <div className="state doctor-none">
      <Sparkles className="state-mark" aria-hidden />
      <h3 className="state-title">{t('doctor.twins.none')}</h3>
      <p>{t('doctor.twins.noneText')}</p>
    </div>
  );
}

function Group({ twins: { names, reason, suggested } }: { twins: TagTwins }) {
  const [kept, setKept] = useState(() =>
    Math.max(
      0,
      names.findIndex(({ name }) => name === suggested),
    ),
  );
  const [leftOut, setLeftOut] = useState<ReadonlySet<number>>(new Set());
  const id = useId();
  const taking = names.filter((_, at) => !leftOut.has(at));
  const to = names[kept]?.name ?? suggested;
  const from = taking.filter(({ name }) => name !== to).map(({ name }) => name);

  const toggle = (at: number) => {
    const next = new Set(leftOut);
    if (!next.delete(at)) next.add(at);
    setLeftOut(next);
    if (at === kept) setKept(names.findIndex((_, other) => !next.has(other)));
  };

  return (
    <section className="doctor-twins" aria-labelledby={id}>
      <div className="doctor-twins-what">
        <p id={id} className="doctor-reason">
          {t(`doctor.reason.${reason}`)}
          <span className="doctor-quiet"> · {t('doctor.twins.which')}</span>
        </p>
        <RadioGroup
          className="doctor-names"
          aria-label={t('doctor.twins.keep', { names: namesInWords(names.map(({ name }) => name)) })}
          value={String(kept)}
          onChange={(value) => setKept(Number(value))}
        >
          {names.map(({ name, count }, at) => {
            const isOut = leftOut.has(at);
            return (
              <div key={name} className="doctor-name" data-out={isOut}>
                <RadioField value={String(at)} isDisabled={isOut} className="doctor-radio-field">
                  <RadioButton className="doctor-radio">
                    <span className="doctor-dot" aria-hidden />
                    <span className="doctor-name-text">{name}</span>
                    {isOut && <span className="doctor-left">{t('doctor.twins.leftOut')}</span>}
                    <span className="doctor-name-count">{t('list.count', { n: count })}</span>
                  </RadioButton>
                </RadioField>
                <button
                  type="button"
                  className="icon-button doctor-out"
                  aria-pressed={isOut}
                  disabled={!isOut && taking.length <= 2}
                  aria-label={t('doctor.twins.leaveOut', { name })}
                  title={t(isOut ? 'doctor.twins.takeIn' : 'doctor.twins.leaveOut', { name })}
                  onClick={() => toggle(at)}
                >
                  <X aria-hidden />
                </button>
              </div>
            );
          })}
        </RadioGroup>
      </div>
      <div className="doctor-twins-do">
        <button
          type="button"
          className="button"
          aria-label={t('doctor.twins.previewOf', { names: namesInWords(from), to: namesInWords([to]) })}
          onClick={() => void tagChanges().preview({ kind: 'rename', from, to }, 'overview')}
        >
          <GitMerge aria-hidden />
          {t('doctor.preview')}
        </button>
      </div>
    </section>
  );
}

/** One name, a tag here and a category there. Categories are never changed: they are part of a blog's addresses. */
function Mix({ twins: { names, reason, suggested } }: { twins: TagTwins }) {
  const id = useId();
  const countOf = (kind: 'tag' | 'category') => names.find((one) => one.kind === kind)?.count ?? 0;
  const filter = formatTerm('category', suggested);
  return (
    <section className="doctor-twins" aria-labelledby={id}>
      <div className="doctor-twins-what">
        <p id={id} className="doctor-reason">
          <strong>{suggested}</strong>
          <span className="visually-hidden">: {t(`doctor.reason.${reason}`)}</span>
        </p>
        <p className="doctor-quiet">
          {[
            t('doctor.twins.tags', { n: countOf('tag') }),
            t('doctor.twins.categories', { n: countOf('category') }),
          ].join(' · ')}
        </p>
      </div>
      <div className="doctor-twins-do">
        <button
          type="button"
          className="button"
          onClick={() => void tagChanges().preview({ kind: 'add', name: suggested, filter }, 'overview')}
        >
          {t('doctor.twins.tagCategory')}
        </button>
        <button
          type="button"
          className="button"
          onClick={() => void tagChanges().preview({ kind: 'delete', names: [suggested] }, 'overview')}
        >
          {t('doctor.twins.dropTag')}
        </button>
      </div>
    </section>
  );
}
