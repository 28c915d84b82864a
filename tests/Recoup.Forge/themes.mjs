// Jira's colours, light and dark, as Atlassian's package of design tokens has them.
import { load } from './tools.mjs';

export const themes = ['light', 'dark'].map(mode => load(`@atlaskit/tokens/dist/cjs/artifacts/themes/atlassian-${mode}.js`).default).join('\n');
