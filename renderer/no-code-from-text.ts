/** Before any schema is made: the page's policy lets no text become code, and zod need not try. */
import { config } from 'zod';

config({ jitless: true });
