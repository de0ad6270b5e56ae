/** A text, or its forms for one and for many things; `{n}` and other names in braces are filled in. */
export type Message = string | { readonly one: string; readonly other: string };
