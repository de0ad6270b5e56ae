import { type ErrorCode, NotesError } from '../api.ts';

/** What the system's error code means to a person. Anything else is `internal`. */
const reasons: Record<string, [ErrorCode, string]> = {
  ENOSPC: ['disk-full', 'the disk is full'],
  EDQUOT: ['disk-full', 'your space on this disk is used up'],
  EROFS: ['read-only', 'the disk is read-only'],
  EACCES: ['denied', 'the system does not allow it'],
  EPERM: ['denied', 'the system does not allow it'],
  ENOENT: ['not-found', 'it is not there any more'],
  ENOTDIR: ['not-found', 'its folder is not there any more'],
  EEXIST: ['exists', 'something with this name is there already'],
  ENOTEMPTY: ['exists', 'something with this name is there already'],
  EISDIR: ['bad-path', 'it is a folder'],
  ELOOP: ['bad-path', 'its symbolic links lead nowhere'],
  ENAMETOOLONG: ['bad-path', 'the name is too long for this disk'],
  EINVAL: ['bad-path', 'this disk does not allow the name'],
  EXDEV: ['denied', 'it is on another disk'],
  EFBIG: ['too-large', 'it is too large for this disk'],
  EBUSY: ['busy', 'another program is using it'],
  ETXTBSY: ['busy', 'another program is using it'],
  EMFILE: ['busy', 'too many files are open'],
  ENFILE: ['busy', 'too many files are open'],
  EIO: ['internal', 'the disk reported an error'],
};

/** Node has no name for this one. */
const overQuota = process.platform === 'darwin' ? -69 : -122;

/** The system's code of an error (`ENOSPC`); `''` when it has none. */
export function systemCode(error: unknown): string {
  if (error instanceof Error && 'errno' in error && error.errno === overQuota) return 'EDQUOT';
  return error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : '';
}

/**
 * `error` as a `NotesError` that says `Could not save 茶.md: the disk is full. Your text is still here.`
 * @param action what was tried, with the note's path: `save 茶.md`
 * @param comfort what the person still has, a sentence
 */
export function toNotesError(error: unknown, action: string, comfort = ''): NotesError {
  if (error instanceof NotesError) return error;
  const code = systemCode(error);
  const [ours, reason] = reasons[code] ?? [
    'internal',
    code === '' ? 'of an unexpected error' : `of error ${code}`,
  ];
  const link = reasons[code] ? ':' : ' because';
  return new NotesError(
    ours,
    `Could not ${action}${link} ${reason}.${comfort === '' ? '' : ` ${comfort}`}`,
    null,
  );
}

export function isMissing(error: unknown): boolean {
  const code = systemCode(error);
  return code === 'ENOENT' || code === 'ENOTDIR';
}
