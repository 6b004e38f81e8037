import type { VNode } from 'preact';
import { renderToString } from 'preact-render-to-string';

/**
 * A whole document as text. Whatever stands in it is escaped by the renderer, in elements and in attributes; nothing
 * in the service may use `dangerouslySetInnerHTML`, and a test reads the sources for it.
 */
export const documentOf = (page: VNode): string => `<!DOCTYPE html>${renderToString(page)}`;

/** A part of a page, for a script to put where that part stands. */
export const fragmentOf = (part: VNode): string => renderToString(part);
