/**
 * Names and tags come from whoever may tag a resource. In a terminal a control character can move the cursor,
 * rewrite a line that was already read or set the window title, so each becomes a visible stand-in. Bidirectional
 * overrides go the same way: they reorder what is on screen.
 */
export function clean(text: string): string {
  return SUSPECT.test(text) ? text.replace(SUSPECT_ALL, standIn) : text;
}

const SUSPECT = /[\u0000-\u001f\u007f-\u009f\u200e\u200f\u202a-\u202e\u2066-\u2069\u2028\u2029]/;
const SUSPECT_ALL = new RegExp(SUSPECT.source, 'g');

const standIn = (character: string): string =>
  character === '\n' || character === '\t' || character === '\r' ? ' ' : '\ufffd';
