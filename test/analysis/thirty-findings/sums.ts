/**
 * Exact arithmetic for sums that are written out by hand: `(0.192 - 0.096) x 730`, `86.40 / 720 x 730`. Numbers with `,`
 * between thousands, `+ - x /` with the usual precedence, parentheses. By itself, so that an error of the product's own
 * arithmetic does not show on both sides.
 */
interface Fraction {
  readonly over: bigint;
  readonly under: bigint;
}

/** The value of a sum. Throws a `SyntaxError` for what is none. */
export function valueOf(sum: string): Fraction {
  const tokens = sum.match(/\d[\d,]*(?:\.\d+)?|[-+x/()]|\S/g) ?? [];
  let at = 0;
  const next = (...symbols: readonly string[]): string | undefined => {
    const token = tokens[at];
    if (token === undefined || !symbols.includes(token)) return undefined;
    at++;
    return token;
  };
  function terms(): Fraction {
    let total = factors();
    for (let sign = next('+', '-'); sign !== undefined; sign = next('+', '-')) {
      const { over, under } = factors();
      const signed = sign === '-' ? -over : over;
      total = { over: total.over * under + signed * total.under, under: total.under * under };
    }
    return total;
  }
  function factors(): Fraction {
    let product = single();
    for (let by = next('x', '/'); by !== undefined; by = next('x', '/')) {
      const { over, under } = single();
      product =
        by === 'x'
          ? { over: product.over * over, under: product.under * under }
          : { over: product.over * under, under: product.under * over };
    }
    return product;
  }
  function single(): Fraction {
    if (next('(') !== undefined) {
      const inner = terms();
      if (next(')') === undefined) throw new SyntaxError(`no ) in ${sum}`);
      return inner;
    }
    const token = tokens[at++] ?? '';
    if (!/^\d/.test(token)) throw new SyntaxError(`no number at ${JSON.stringify(token)} in ${sum}`);
    const [whole = '', decimals = ''] = token.replaceAll(',', '').split('.');
    return { over: BigInt(whole + decimals), under: 10n ** BigInt(decimals.length) };
  }
  const value = terms();
  if (at !== tokens.length) throw new SyntaxError(`more than a sum: ${sum}`);
  return value;
}

/** With so many decimals, half to even. */
export function rounded({ over, under }: Fraction, decimals: number): string {
  const negative = over < 0n !== under < 0n && over !== 0n;
  const [top, bottom] = [(over < 0n ? -over : over) * 10n ** BigInt(decimals), under < 0n ? -under : under];
  const floor = top / bottom;
  const rest = 2n * (top % bottom);
  const digits = (rest > bottom || (rest === bottom && floor % 2n === 1n) ? floor + 1n : floor)
    .toString()
    .padStart(decimals + 1, '0');
  const point = digits.length - decimals;
  return `${negative ? '-' : ''}${digits.slice(0, point)}.${digits.slice(point)}`;
}
