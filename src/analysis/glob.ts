/** `*` stands for any text, the empty one included. No regular expression: a pattern is a user's text. */
export function globMatches(pattern: string, value: string): boolean {
  const [head = '', ...rest] = pattern.toLowerCase().split('*');
  const text = value.toLowerCase();
  if (rest.length === 0) return text === head;
  const tail = rest.at(-1) ?? '';
  if (!text.startsWith(head) || text.length < head.length + tail.length || !text.endsWith(tail)) return false;
  let from = head.length;
  const end = text.length - tail.length;
  for (const part of rest.slice(0, -1)) {
    const at = text.indexOf(part, from);
    if (at < 0 || at + part.length > end) return false;
    from = at + part.length;
  }
  return true;
}
