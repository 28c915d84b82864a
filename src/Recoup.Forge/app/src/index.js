// The functions of the app. None of them decides anything: the engine does.
import Resolver from '@forge/resolver';
import { dispatch } from './engine.js';

const pages = new Resolver();
pages.define('judge', ({ payload }) => dispatch('judge', payload));
pages.define('claude.models', ({ payload }) => dispatch('claude.models', payload));

export const resolver = pages.getDefinitions();
