import './readable.css';

/** The usual theme with the fonts of the reader's system: smaller, and nothing to load. */
export { default } from 'vitepress/theme-without-fonts';
