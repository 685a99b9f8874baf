/**
 * Lint rules of this project that no plugin has. Plain JavaScript: oxlint loads it with whatever Node runs it.
 */

const isDate = (node) => node.type === 'Identifier' && node.name === 'Date';

/** `new Date()` and `Date()` read the clock; `new Date(value)` does not. */
const noClockDate = {
  meta: {
    type: 'problem',
    docs: { description: 'Disallow reading the clock through the Date constructor' },
    messages: { clock: 'This reads the clock. Take `now` as an argument: services own the clock.' },
    schema: [],
  },
  create: (context) => ({
    NewExpression(node) {
      if (isDate(node.callee) && node.arguments.length === 0) context.report({ node, messageId: 'clock' });
    },
    CallExpression(node) {
      if (isDate(node.callee)) context.report({ node, messageId: 'clock' });
    },
  }),
};

/** The import rules see what is written: a computed specifier would slip past all of them. */
const literalImport = {
  meta: {
    type: 'problem',
    docs: { description: 'Require a string literal in import()' },
    messages: { computed: 'Write the specifier as a string literal, so that the import rules can see it.' },
    schema: [],
  },
  create: (context) => ({
    ImportExpression(node) {
      const literal = node.source.type === 'Literal' && typeof node.source.value === 'string';
      if (!literal) context.report({ node, messageId: 'computed' });
    },
  }),
};

export default {
  meta: { name: 'ballast' },
  rules: { 'no-clock-date': noClockDate, 'literal-import': literalImport },
};
