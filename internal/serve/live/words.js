// What the panel and the view of a note say, in the language of the site; the
// preview puts the words before this.

const digits = new Intl.NumberFormat(language.tag + "-u-nu-latn", { maximumFractionDigits: 1 });
const forms = new Intl.PluralRules(language.tag);

// say gives a text with values in the places of {0}, {1} …
const say = (key, ...values) => language.texts[key].replace(/\{(\d)\}/g, (_, i) => typeof values[i] === "number" ? digits.format(values[i]) : values[i]);

// tally says a number of things in the plural form of the language.
const tally = (key, n) => (language.plurals[key][forms.select(n)] ?? language.plurals[key].other).replace("{0}", digits.format(n));
